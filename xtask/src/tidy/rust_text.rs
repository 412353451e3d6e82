//! Rust source, read just well enough to tell code, comments, text literals and tests apart.

use std::ops::RangeInclusive;

/// A source file of Rust, taken apart. Line numbers start at 1.
pub(super) struct RustText {
    /// The source with comments and the content of literals blanked; lines stay where they were.
    pub(super) code: String,
    /// The text literals, each with the line where it begins.
    pub(super) literals: Vec<(usize, String)>,
    /// The lines of items under `#[cfg(test)]`.
    tests: Vec<RangeInclusive<usize>>,
}

impl RustText {
    /// Takes a source apart. Never fails: what is not Rust gives useless but harmless parts.
    pub(super) fn parse(source: &str) -> Self {
        let mut reader =
            Reader { source: source.chars().collect(), at: 0, code: String::new(), line: 1, literals: Vec::new() };
        while reader.at < reader.source.len() {
            reader.next();
        }
        let tests = test_lines(&reader.code);
        Self { code: reader.code, literals: reader.literals, tests }
    }

    /// Whether a line belongs to an item under `#[cfg(test)]`.
    pub(super) fn is_test_line(&self, line: usize) -> bool {
        self.tests.iter().any(|lines| lines.contains(&line))
    }

    /// The lines whose code has `name` as a whole path segment, or as the beginning of one (`name_…`).
    pub(super) fn lines_naming(&self, name: &str) -> Vec<usize> {
        let names = |line: &&(usize, &str)| {
            line.1.match_indices(name).any(|(start, _)| {
                let before = line.1[..start].chars().next_back();
                let after = line.1[start + name.len()..].chars().next();
                !before.is_some_and(is_name) && !after.is_some_and(char::is_alphanumeric)
            })
        };
        self.code_lines().filter(|line| names(&line)).map(|(number, _)| number).collect()
    }

    /// The lines of code with their numbers.
    pub(super) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Reader {
    source: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.source.get(self.at + ahead).copied()
    }

    /// Passes one character; `shown` says whether it is code.
    fn pass(&mut self, shown: bool) {
        let Some(character) = self.peek(0) else { return };
        self.line += usize::from(character == '\n');
        self.code.push(if shown || character == '\n' { character } else { ' ' });
        self.at += 1;
    }

    fn next(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => {
                while self.peek(0).is_some_and(|character| character != '\n') {
                    self.pass(false);
                }
            }
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.text(),
            (Some('r'), Some('"' | '#')) if !self.is_inside_name() => self.raw_text(),
            (Some('\''), _) => self.character(),
            _ => self.pass(true),
        }
    }

    /// Whether the character before belongs to a name that is not the prefix of a literal (`b`, `c`).
    fn is_inside_name(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.source.get(at)).copied();
        let is_prefix = matches!(before(1), Some('b' | 'c')) && !before(2).is_some_and(is_name);
        before(1).is_some_and(is_name) && !is_prefix
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.pass(false);
                    continue;
                }
            }
            self.pass(false);
            self.pass(false);
            if depth == 0 {
                return;
            }
        }
    }

    fn text(&mut self) {
        let (line, start) = (self.line, self.at + 1);
        self.pass(true);
        while self.peek(0).is_some_and(|character| character != '"') {
            if self.peek(0) == Some('\\') {
                self.pass(false);
            }
            self.pass(false);
        }
        self.keep(line, start, self.at);
        self.pass(true);
    }

    fn raw_text(&mut self) {
        let n_hashes = self.source[self.at + 1..].iter().take_while(|character| **character == '#').count();
        if self.peek(1 + n_hashes) != Some('"') {
            return self.pass(true); // a raw name: r#type
        }
        let line = self.line;
        for _ in 0..n_hashes + 2 {
            self.pass(true);
        }
        let start = self.at;
        let closes =
            |reader: &Self| reader.peek(0) == Some('"') && (1..=n_hashes).all(|ahead| reader.peek(ahead) == Some('#'));
        while self.at < self.source.len() && !closes(self) {
            self.pass(false);
        }
        self.keep(line, start, self.at);
        for _ in 0..=n_hashes {
            self.pass(true);
        }
    }

    fn keep(&mut self, line: usize, start: usize, end: usize) {
        let end = end.min(self.source.len());
        self.literals.push((line, self.source[start.min(end)..end].iter().collect()));
    }

    /// A character literal, or the quote of a lifetime.
    fn character(&mut self) {
        let is_escaped = self.peek(1) == Some('\\');
        self.pass(true);
        if is_escaped {
            self.pass(false);
            self.pass(false);
            while self.peek(0).is_some_and(|character| character != '\'' && character != '\n') {
                self.pass(false);
            }
            self.pass(true);
        } else if self.peek(1) == Some('\'') {
            self.pass(false);
            self.pass(true);
        }
    }
}

/// The lines of every item under `#[cfg(test)]` or `#[cfg(all(test, …))]`, in code without comments and literals.
fn test_lines(code: &str) -> Vec<RangeInclusive<usize>> {
    let line_of = |at: usize| code[..at].matches('\n').count() + 1;
    let mut tests = Vec::new();
    for attribute in ["#[cfg(test)]", "#[cfg(all(test"] {
        for (start, _) in code.match_indices(attribute) {
            let end = item_end(code, start + attribute.len());
            tests.push(line_of(start)..=line_of(end));
        }
    }
    tests
}

/// Where the item that begins at `start` ends: at its closing brace, or at a semicolon outside of all brackets.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, character) in code[start..].char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth <= 0 {
                    return start + offset;
                }
            }
            ';' if depth <= 0 => return start + offset,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// Blanks are shown as dots, so that they can be counted.
    fn check(source: &str, expected: Expect) {
        let text = RustText::parse(source);
        let tests: Vec<usize> = (1..=source.lines().count()).filter(|line| text.is_test_line(*line)).collect();
        let code = text.code.replace(' ', "·");
        expected.assert_eq(&format!("{code}\nliterals {:?}\ntests {tests:?}", text.literals));
    }

    #[test]
    fn comments_and_literals_are_blanked() {
        check(
            "a(); // \"b\"\n/* c /* d */ */ e();",
            expect![[r#"
            a();·······
            ················e();
            literals []
            tests []"#]],
        );
        check(
            r#"a("b\"c", b"d", '"', 'e', f::<'g>, '\'', "h");"#,
            expect![[r#"
            a("····",·b"·",·'·',·'·',·f::<'g>,·'··',·"·");
            literals [(1, "b\\\"c"), (1, "d"), (1, "h")]
            tests []"#]],
        );
        check(
            "a(r##\"b\"#c\"##);\nr#type(\"d\n e\");",
            expect![[r###"
            a(r##"····"##);
            r#type("·
            ··");
            literals [(1, "b\"#c"), (2, "d\n e")]
            tests []"###]],
        );
    }

    #[test]
    fn what_is_not_rust_does_no_harm() {
        check(
            "\"open",
            expect![[r#"
            "····
            literals [(1, "open")]
            tests []"#]],
        );
        check(
            "r#\"open",
            expect![[r#"
            r#"····
            literals [(1, "open")]
            tests []"#]],
        );
        check(
            "/* open",
            expect![[r#"
            ·······
            literals []
            tests []"#]],
        );
        check(
            "'\\",
            expect![[r#"
            '·
            literals []
            tests []"#]],
        );
    }

    #[test]
    fn the_lines_of_tests_are_known() {
        check(
            "fn a() {}\n#[cfg(test)]\nmod t {\n  fn b() { \"}\" }\n}\nfn c() {}",
            expect![[r#"
            fn·a()·{}
            #[cfg(test)]
            mod·t·{
            ··fn·b()·{·"·"·}
            }
            fn·c()·{}
            literals [(4, "}")]
            tests [2, 3, 4, 5]"#]],
        );
        check(
            "#[cfg(test)]\nuse a;\nfn b() {}",
            expect![[r#"
            #[cfg(test)]
            use·a;
            fn·b()·{}
            literals []
            tests [1, 2]"#]],
        );
    }

    #[test]
    fn a_name_is_a_whole_segment_or_its_beginning() {
        let text = RustText::parse("use axum::Router;\nuse axum_extra;\nlet taxum = 1;\nlet axumed = 2;\n// axum\n");
        assert_eq!(text.lines_naming("axum"), [1, 2]);
    }
}
