/** What is sent and answered, by name; the routes that do are in `schema.d.ts`. */
export interface components {
  schemas: {
    Problem: { code: string; message: string; hint?: string | null; field?: string | null };
    Money: { amount: string; currency: string };
    Role: "owner" | "editor" | "viewer";
    Tax: "tax_included" | "tax_excluded";
    Scope: "all" | { limited: { stores: string[]; regions: string[]; brands: string[] } };
    Member: { id: string; email: string; name: string; role: components["schemas"]["Role"]; is_limited: boolean };
    Project: {
      id: string;
      name: string;
      timezone: string;
      currency: string | null;
      tax: components["schemas"]["Tax"] | null;
    };
    ProjectSettings: Omit<components["schemas"]["Project"], "name"> & { title: string; active_days: number };
    Membership: {
      id: string;
      email: string;
      name: string;
      role: components["schemas"]["Role"];
      scope: components["schemas"]["Scope"];
      has_password: boolean;
      last_seen_ms: number | null;
    };
    NewMember: Pick<components["schemas"]["Membership"], "email" | "name" | "role" | "scope">;
    SignInLink: { path: string; expires_ms: number };
    MemberCreated: { member: components["schemas"]["Membership"]; link: components["schemas"]["SignInLink"] | null };
    Account: Omit<components["schemas"]["Membership"], "last_seen_ms"> & { needs_current_password: boolean };
    Session: { member: components["schemas"]["Member"]; project: components["schemas"]["Project"] };
    PersonKind: "visitor" | "prospect" | "customer";
    PersonSort:
      | "last_seen"
      | "-last_seen"
      | "first_seen"
      | "-first_seen"
      | "name"
      | "-name"
      | "orders"
      | "-orders"
      | "revenue"
      | "-revenue";
    PersonItem: {
      id: string;
      name: string | null;
      email: string | null;
      identifier: string | null;
      kind: components["schemas"]["PersonKind"];
      country: string | null;
      city: string | null;
      n_orders: number;
      revenue: components["schemas"]["Money"] | null;
      first_seen_ms: number;
      last_seen_ms: number;
      n_events: number;
    };
    PersonPage: {
      items: components["schemas"]["PersonItem"][];
      total: number;
      counts: { visitor: number; prospect: number; customer: number };
      next_cursor: string | null;
      as_of_ms: number;
    };
    Identifier: { kind: "user_id" | "email" | "phone" | "anonymous_id"; value: string };
    Trait: { name: string; value: unknown; updated_ms: number };
    Person: components["schemas"]["PersonItem"] & {
      identifiers: components["schemas"]["Identifier"][];
      traits: components["schemas"]["Trait"][];
      last_order_ms: number | null;
      average_order: components["schemas"]["Money"] | null;
      event_names: { name: string; n: number }[];
    };
    TimelineEvent: {
      time: string;
      local_time: string;
      seq: number;
      event: string;
      source: string;
      session: string | null;
      properties: { [name: string]: unknown };
    };
    TimelinePage: { events: components["schemas"]["TimelineEvent"][]; next: string | null };
    Channel: "web" | "server" | "mobile";
    Outcome: "accepted" | "duplicate" | "conflict" | "quarantined" | "refused";
    SecretKey: { id: string; end: string; created_ms: number };
    SecretKeyCreated: components["schemas"]["SecretKey"] & { key: string };
    SourceCounts: {
      accepted: number;
      duplicate: number;
      conflict: number;
      quarantined: number;
      refused: number;
      without_id: number;
      quarantined_reasons: { [code: string]: number };
      refused_reasons: { [code: string]: number };
    };
    Source: {
      id: string;
      name: string;
      channel: components["schemas"]["Channel"];
      event_source: string;
      write_key: string;
      created_ms: number;
      disabled_ms: number | null;
      secret_keys: components["schemas"]["SecretKey"][];
      counts: components["schemas"]["SourceCounts"];
      last_received_ms: number | null;
    };
    SourceList: { items: components["schemas"]["Source"][] };
    LiveEvent: {
      received_ms: number;
      source: { id: string; name: string };
      type: string;
      event: string | null;
      message_id: string | null;
      identifiers: { kind: string; value: string }[];
      outcome: components["schemas"]["Outcome"];
      code: string | null;
      message: string | null;
      field: string | null;
      hint: string | null;
      person: string | null;
    };
    LivePage: { items: components["schemas"]["LiveEvent"][]; cursor: string; skipped: boolean };
    InsightQuestion: { kind: string; [field: string]: unknown };
    InsightPeople: {
      drill: string;
      at?: { [field: string]: unknown };
      columns?: string[];
      limit?: number;
      cursor?: string;
    };
    Property: { name: string; type: "text" | "number" | "boolean" | "mixed"; values: string[] };
    Vocabulary: {
      events: { name: string; count: number; properties: components["schemas"]["Property"][] }[];
      traits: components["schemas"]["Property"][];
      events_read: number;
      complete: boolean;
    };
    SavedQuestion: {
      id: string;
      name: string;
      question: components["schemas"]["InsightQuestion"];
      created_by: string | null;
      created_ms: number;
      changed_by: string | null;
      changed_ms: number;
    };
    SavedQuestionList: { items: components["schemas"]["SavedQuestion"][] };
    Quarantined: { key: string; source: string; reason: string; received_ms: number; item: unknown };
    QuarantinePage: { items: components["schemas"]["Quarantined"][]; next_cursor: string | null };
    Title: { en: string; fr: string };
    Shape: {
      format: "csv" | "blanks" | "json_lines" | "xlsx" | "parquet";
      compression: "gzip" | "zstd" | null;
      encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | null;
      delimiter: string | null;
      sheet: string | null;
      decimal_comma: boolean | null;
      time_formats: string[];
    };
    UploadFile: {
      name: string;
      n_bytes: number;
      shape: components["schemas"]["Shape"] | null;
      columns: string[] | null;
      sheets: string[] | null;
      problem: components["schemas"]["Problem"] | null;
    };
    Upload: {
      id: string;
      files: components["schemas"]["UploadFile"][];
      expires_ms: number;
      dry_run: components["schemas"]["ImportRun"] | null;
    };
    TemplateTable: {
      file?: string;
      encoding?: string;
      delimiter?: string;
      decimal_comma?: boolean;
      time_formats?: string[];
      sheet?: string;
      skip_rows?: number;
      header_rows?: number;
      rename?: { [column: string]: string };
    };
    Template: {
      recipe?: string;
      toml?: string;
      name?: string;
      timezone?: string;
      currency?: string;
      tables?: { [table: string]: components["schemas"]["TemplateTable"] };
    };
    Candidate: {
      recipe: string;
      title: components["schemas"]["Title"];
      is_whole: boolean;
      n_columns_found: number;
      n_columns_wanted: number;
      template: components["schemas"]["Template"];
    };
    CandidateList: { items: components["schemas"]["Candidate"][] };
    ColumnKind: "text" | "integer" | "decimal" | "boolean" | "date" | "time";
    TemplateInfo: {
      recipe: string;
      title: components["schemas"]["Title"];
      verified: boolean;
      timezone: string | null;
      currency: string | null;
      events: string[];
      tables: {
        name: string;
        columns: { name: string; kind: components["schemas"]["ColumnKind"]; optional: boolean }[];
      }[];
    };
    TemplateInfoList: { items: components["schemas"]["TemplateInfo"][] };
    WantedColumn: {
      name: string;
      kind: components["schemas"]["ColumnKind"];
      optional: boolean;
      from: string | null;
      problem: string | null;
      n_bad: number;
      example: string | null;
    };
    PreviewTable: {
      name: string;
      file: string | null;
      shape: components["schemas"]["Shape"] | null;
      columns: { name: string; samples: string[]; used_as: string | null }[];
      wanted: components["schemas"]["WantedColumn"][];
      rows: string[][];
      n_rows: number;
    };
    PreviewEvent: {
      event: string;
      time_ms: number;
      person: { [kind: string]: string };
      properties: { [name: string]: unknown };
    };
    Reject: { table: string; file: string; line: number; column: string; value: string; reason: string };
    Preview: {
      recipe: string;
      title: components["schemas"]["Title"];
      tables: components["schemas"]["PreviewTable"][];
      problem: components["schemas"]["Problem"] | null;
      is_whole: boolean;
      events: { name: string; n: number }[];
      samples: components["schemas"]["PreviewEvent"][];
      n_people: number;
      first_ms: number | null;
      last_ms: number | null;
      rejects: components["schemas"]["Reject"][];
      rejects_by_reason: { [reason: string]: number };
      timezone: string;
      timezone_from: "template" | "recipe" | "project";
      currency: string | null;
      currency_from: "template" | "recipe" | "project" | null;
      project: { timezone: string; currency: string | null; is_settled: boolean };
    };
    ImportProgress: {
      table: string;
      bytes_read: number;
      bytes_total: number;
      rows: number;
      events: number;
      elapsed_ms: number;
      seconds_left: number | null;
    };
    ImportReport: {
      rows: { [table: string]: number };
      events: { [name: string]: { accepted: number; duplicate: number; conflict: number } };
      n_derived: number;
      n_people: number;
      rejects_by_reason: { [reason: string]: number };
      rejects_by_table: { [table: string]: number };
      quarantined: { [reason: string]: number };
      n_rejects: number;
      has_rejects_file: boolean;
      files: { table: string; file: string; shape: components["schemas"]["Shape"] }[];
      elapsed_ms: number;
      settled_now: boolean;
      first_ms: number | null;
      last_ms: number | null;
    };
    ImportRun: {
      state: "running" | "done" | "stopped" | "failed";
      progress: components["schemas"]["ImportProgress"] | null;
      report: components["schemas"]["ImportReport"] | null;
      problem: components["schemas"]["Problem"] | null;
    };
    ImportState: "running" | "done" | "stopped" | "failed" | "undoing" | "undone";
    Import: {
      id: number;
      recipe: string;
      title: components["schemas"]["Title"];
      file_name: string;
      started_ms: number;
      ended_ms: number | null;
      state: components["schemas"]["ImportState"];
      n_accepted: number;
      n_duplicate: number;
      n_conflict: number;
      n_rejected: number;
      undone_ms: number | null;
      n_undone: number | null;
      progress: components["schemas"]["ImportProgress"] | null;
      report: components["schemas"]["ImportReport"] | null;
      problem: components["schemas"]["Problem"] | null;
      has_rejects: boolean;
    };
    ImportPage: { items: components["schemas"]["Import"][]; next_cursor: string | null };
    TodayPeriod: { days: number; chosen: string; from: string; until: string };
    TodayValue: {
      from: string;
      until: string;
      value: number | string | null;
      low: number | null;
      high: number | null;
      n: number | null;
    };
    TodayFigure: {
      name: string;
      unit: "count" | "money" | "percent" | "points" | "mean";
      better: "higher" | "lower";
      value: components["schemas"]["TodayValue"] | null;
      previous: components["schemas"]["TodayValue"] | null;
      year_ago: components["schemas"]["TodayValue"] | null;
      history: components["schemas"]["TodayValue"][];
      lag_days: number;
      within_days: number | null;
      target: { value: number } | null;
      absent: "no_events" | "too_few" | "not_enough_history" | null;
      needs?: string | null;
      is_small: boolean;
      question: components["schemas"]["InsightQuestion"] | null;
      audience?: components["schemas"]["InsightQuestion"] | null;
    };
    TodayCoverage: {
      name: string;
      value: number;
      part: number;
      whole: number;
      question: components["schemas"]["InsightQuestion"];
    };
    Today: {
      is_empty: boolean;
      timezone: string;
      currency: string | null;
      as_of: string;
      is_past: boolean;
      history_from: string | null;
      period: components["schemas"]["TodayPeriod"];
      figures: components["schemas"]["TodayFigure"][];
      coverage: components["schemas"]["TodayCoverage"][];
    };
    TodayMeasured: { value: number; low: number | null; high: number | null; n: number; part?: number | null };
    TodayFinding: {
      look: string;
      sort: "peers" | "change";
      group: { property: string; value: string | number | boolean }[];
      among: { property: string; value: string | number | boolean }[];
      unit: "percent" | "points" | "mean";
      value: components["schemas"]["TodayMeasured"];
      others: components["schemas"]["TodayMeasured"];
      counts: "people" | "promises" | "answers" | "conversations";
      n_more: number | null;
      question: components["schemas"]["InsightQuestion"];
      others_question: components["schemas"]["InsightQuestion"];
      compare_question?: components["schemas"]["InsightQuestion"] | null;
    };
    TodayFindingList: {
      period: components["schemas"]["TodayPeriod"];
      n_looks: number;
      level: number;
      findings: components["schemas"]["TodayFinding"][];
    };
  };
}
