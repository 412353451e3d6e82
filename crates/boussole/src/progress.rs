use boussole_import::Progress;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// A line that says how far the work is, redrawn a few times a second; nothing when nobody looks.
pub(crate) struct ProgressLine {
    is_seen: bool,
    drawn: Option<Instant>,
}

/// How often the line is redrawn.
const REDRAW: Duration = Duration::from_millis(200);

impl ProgressLine {
    pub(crate) fn start() -> Self {
        Self { is_seen: stderr().is_terminal(), drawn: None }
    }

    pub(crate) fn show(&mut self, sentence: &str) {
        if !self.is_seen || self.drawn.is_some_and(|drawn| drawn.elapsed() < REDRAW) {
            return;
        }
        self.drawn = Some(Instant::now());
        self.draw(sentence);
    }

    pub(crate) fn end(&mut self) {
        if self.drawn.take().is_some() {
            self.draw("");
        }
    }

    fn draw(&self, text: &str) {
        let mut terminal = stderr();
        // A terminal that went away takes nothing from the work.
        let _ = write!(terminal, "\r\x1b[2K{text}").and_then(|()| terminal.flush());
    }
}

/// Says how far an import is.
pub(crate) fn sentence(progress: &Progress) -> String {
    let seconds = (progress.elapsed_ms.max(1)) as f64 / 1_000.0;
    let rate = progress.rows as f64 / seconds;
    let mut text = format!("{}: {} rows, {} events, {rate:.0} rows/s", progress.table, progress.rows, progress.events);
    if progress.bytes_read > 0 && progress.bytes_total > 0 {
        let share = progress.bytes_read as f64 / progress.bytes_total as f64;
        let left = seconds * (1.0 - share).max(0.0) / share;
        text.push_str(&format!(", {:.0} %, about {left:.0} s left", share * 100.0));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use boussole_import::Progress;

    #[test]
    fn the_line_says_rate_share_and_time_left() {
        let progress = Progress {
            table: "orders".to_owned(),
            bytes_read: 25,
            bytes_total: 100,
            rows: 3_000,
            events: 9_000,
            elapsed_ms: 1_500,
        };
        assert_eq!(sentence(&progress), "orders: 3000 rows, 9000 events, 2000 rows/s, 25 %, about 4 s left");
        let unread = Progress { bytes_read: 0, ..progress };
        assert_eq!(sentence(&unread), "orders: 3000 rows, 9000 events, 2000 rows/s");
    }
}
