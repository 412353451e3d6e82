//! What is answered about uploads and imports.

use super::template::{Says, TemplateBody};
use crate::jobs::Job;
use crate::model::{DryRun, DryRunEnd, Upload, UploadedFile};
use crate::uploads::{Previewed, Shown};
use boussole_core::Refusal;
use boussole_import::{Candidate, EventSample, ImportState, Progress, Recipe, RejectedRow, TablePreview, WantedColumn};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub(super) fn upload_json(upload: &Upload) -> Value {
    let file = |(name, file): (&crate::model::FileName, &UploadedFile)| {
        let look = file.look.as_ref().ok();
        json!({
            "name": name.as_str(),
            "n_bytes": file.n_bytes,
            "shape": look.map(|look| look.shape.to_json()),
            "columns": look.map(|look| &look.columns),
            "sheets": look.map(|look| &look.sheets).filter(|sheets| !sheets.is_empty()),
            "problem": file.look.as_ref().err().map(problem_json),
        })
    };
    json!({
        "id": upload.id,
        "files": upload.files.iter().map(file).collect::<Vec<_>>(),
        "expires_ms": upload.expires_ms,
        "dry_run": upload.dry_run.as_ref().map(dry_run_json),
    })
}

fn dry_run_json(run: &DryRun) -> Value {
    let (state, report, problem) = match &run.end {
        None => ("running", None, None),
        Some(DryRunEnd::Done(report)) => ("done", Some(report.to_json()), None),
        Some(DryRunEnd::Stopped) => ("stopped", None, None),
        Some(DryRunEnd::Failed(refusal)) => ("failed", None, Some(problem_json(refusal))),
    };
    json!({"state": state, "progress": job_json(&run.job), "report": report, "problem": problem})
}

fn job_json(job: &Job) -> Option<Value> {
    job.progress().as_ref().map(progress_json)
}

fn progress_json(progress: &Progress) -> Value {
    let Progress { table, bytes_read, bytes_total, rows, events, elapsed_ms } = progress;
    // The rest at the pace so far; joined tables are read before the first byte that counts.
    let left = bytes_total.saturating_sub(*bytes_read);
    let seconds_left = elapsed_ms.saturating_mul(left).checked_div(bytes_read.saturating_mul(1_000));
    json!({
        "table": table,
        "bytes_read": bytes_read,
        "bytes_total": bytes_total,
        "rows": rows,
        "events": events,
        "elapsed_ms": elapsed_ms,
        "seconds_left": seconds_left,
    })
}

pub(super) fn problem_json(refusal: &Refusal) -> Value {
    let Refusal { code, field, message, hint } = refusal;
    json!({"code": code, "field": field, "message": message, "hint": hint})
}

pub(super) fn candidate_json(candidate: Candidate) -> Value {
    let Candidate { recipe, titles, template, n_columns_found, n_columns_wanted, is_whole } = candidate;
    json!({
        "recipe": recipe,
        "title": title_json(&recipe, &titles),
        "template": TemplateBody::from(template),
        "n_columns_found": n_columns_found,
        "n_columns_wanted": n_columns_wanted,
        "is_whole": is_whole,
    })
}

pub(super) fn template_info_json(recipe: &Recipe) -> Value {
    let table = |(name, columns): (&str, Vec<WantedColumn>)| {
        let column =
            |column: &WantedColumn| json!({"name": column.name, "kind": column.kind, "optional": column.optional});
        json!({"name": name, "columns": columns.iter().map(column).collect::<Vec<_>>()})
    };
    json!({
        "recipe": recipe.name(),
        "title": title_json(recipe.name(), recipe.titles()),
        "verified": recipe.is_verified(),
        "timezone": recipe.timezone(),
        "currency": recipe.currency(),
        "events": recipe.event_names(),
        "tables": recipe.wanted().map(table).collect::<Vec<_>>(),
    })
}

pub(super) fn imports_json(runs: &[Shown], next: Option<i64>) -> Value {
    json!({
        "items": runs.iter().map(import_json).collect::<Vec<_>>(),
        "next_cursor": next.map(|next| next.to_string()),
    })
}

pub(super) fn import_json(shown: &Shown) -> Value {
    let run = &shown.run;
    // Whoever sends a template chooses its name: one that looks like a path must not become one.
    let shipped = (!Recipe::is_file(&run.recipe)).then(|| Recipe::load(&run.recipe).ok()).flatten();
    let titles = shipped.map(|recipe| recipe.titles().clone()).unwrap_or_default();
    let is_going = shown.is_undoing && run.state != ImportState::Undone;
    json!({
        "id": run.import_id,
        "recipe": run.recipe,
        "title": title_json(&run.recipe, &titles),
        "file_name": run.file_name,
        "started_ms": run.started_ms,
        "ended_ms": run.ended_ms,
        "state": if is_going { "undoing" } else { run.state.as_str() },
        "n_accepted": run.totals.accepted,
        "n_duplicate": run.totals.duplicate,
        "n_conflict": run.totals.conflict,
        "n_rejected": run.n_rejects,
        "undone_ms": run.undone_ms,
        "n_undone": run.n_undone,
        "progress": shown.progress.as_ref().map(progress_json),
        "report": run.report,
        "problem": run.problem,
        "has_rejects": shown.rejects.is_some(),
    })
}

pub(super) fn preview_json(previewed: &Previewed, says: Says) -> Value {
    let Previewed { preview, recipe, project, timezone, currency } = previewed;
    let report = &preview.report;
    let events = report.events.iter().map(|(name, counts)| json!({"name": name, "n": counts.accepted}));
    let from = |is_said: bool, in_recipe: bool| match (is_said, in_recipe) {
        (true, _) => "template",
        (false, true) => "recipe",
        (false, false) => "project",
    };
    json!({
        "recipe": preview.recipe,
        "title": title_json(recipe.name(), recipe.titles()),
        "tables": preview.tables.iter().map(|table| table_json(table, previewed)).collect::<Vec<_>>(),
        "problem": preview.problem.as_ref().map(problem_json),
        "is_whole": preview.is_whole,
        "events": events.collect::<Vec<_>>(),
        "samples": report.samples.iter().map(sample_json).collect::<Vec<_>>(),
        "n_people": report.n_people,
        "first_ms": report.span_ms.map(|(first, _)| first),
        "last_ms": report.span_ms.map(|(_, last)| last),
        "rejects": report.first_rejects.iter().map(reject_json).collect::<Vec<_>>(),
        "rejects_by_reason": report.rejects_by_reason,
        "timezone": timezone,
        "timezone_from": from(says.timezone, recipe.timezone().is_some()),
        "currency": currency,
        "currency_from": from(says.currency, recipe.currency().is_some()),
        "project": {
            "timezone": project.timezone.as_str(),
            "currency": project.currency.as_ref().map(ToString::to_string),
            "is_settled": project.is_settled,
        },
    })
}

fn table_json(table: &TablePreview, previewed: &Previewed) -> Value {
    let used_as = |name: &str| table.wanted.iter().find(|column| column.from.as_deref() == Some(name));
    let look = table.look.as_ref();
    let columns = look.into_iter().flat_map(|look| look.columns.iter().enumerate()).map(|(place, name)| {
        let samples = look.into_iter().flat_map(|look| &look.rows).filter_map(|row| row.get(place));
        let samples: Vec<&String> = samples.filter(|text| !text.trim().is_empty()).collect();
        json!({"name": name, "samples": samples, "used_as": used_as(name).map(|column| &column.name)})
    });
    let wanted = |column: &WantedColumn| {
        let is_needed = !column.optional && (table.is_required || table.file.is_some());
        let missing = (column.from.is_none() && is_needed).then_some("missing");
        json!({
            "name": column.name,
            "kind": column.kind,
            "optional": column.optional,
            "from": column.from,
            "problem": missing.or(column.reason.as_deref()),
            "n_bad": column.n_bad,
            "example": column.example,
        })
    };
    // What the import recognised says more than the look at the bare file: how numbers and days are written.
    let report = &previewed.preview.report;
    let read = report.files.iter().find(|file| Some(&file.file) == table.file.as_ref()).map(|file| &file.shape);
    json!({
        "name": table.name,
        "required": table.is_required,
        "file": table.file,
        "shape": read.or(look.map(|look| &look.shape)).map(boussole_import::Shape::to_json),
        "columns": columns.collect::<Vec<_>>(),
        "wanted": table.wanted.iter().map(wanted).collect::<Vec<_>>(),
        "rows": look.map_or(&[][..], |look| &look.rows),
        "n_rows": table.n_rows,
    })
}

fn sample_json(sample: &EventSample) -> Value {
    let person: Map<String, Value> =
        sample.identifiers.iter().map(|(kind, value)| ((*kind).to_owned(), Value::from(value.as_str()))).collect();
    json!({"event": sample.event, "time_ms": sample.time_ms, "person": person, "properties": sample.properties})
}

fn reject_json(row: &RejectedRow) -> Value {
    let RejectedRow { table, file, line, column, value, reason } = row;
    json!({"table": table, "file": file, "line": line, "column": column, "value": value, "reason": reason})
}

/// A recipe of one's own may have no title: then it is called by its name.
fn title_json(name: &str, titles: &BTreeMap<String, String>) -> Value {
    let title = |language: &str| titles.get(language).map_or(name, String::as_str);
    json!({"en": title("en"), "fr": title("fr")})
}
