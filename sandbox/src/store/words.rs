//! The full-text index.
//!
//! Each project has one of its own, so that one key's memories never weigh in another's ranking.

use crate::project::Project;
use rusqlite::{Connection, OptionalExtension, params};

/// More words than this add nothing to a question, and SQLite limits an expression.
const MAX_TERMS: usize = 64;

/// Puts a memory in, or its new text in place of the old.
pub fn index(db: &Connection, project: Project, row: i64, text: &str) -> rusqlite::Result<()> {
    let name = project.index_name();
    db.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(
             memory, tokenize = 'porter unicode61 remove_diacritics 2')"
    ))?;
    remove(db, project, row)?;
    let sql = format!("INSERT INTO {name} (rowid, memory) VALUES (?1, ?2)");
    db.prepare_cached(&sql)?.execute(params![row, text])?;
    Ok(())
}

/// Takes a memory out; the index must exist.
pub fn remove(db: &Connection, project: Project, row: i64) -> rusqlite::Result<()> {
    let sql = format!("DELETE FROM {} WHERE rowid = ?1", project.index_name());
    db.prepare_cached(&sql)?.execute([row])?;
    Ok(())
}

/// The rows in which any word of the query stands, with FTS5's BM25 (better is more negative).
pub fn matching(
    db: &Connection,
    project: Project,
    query: &str,
) -> rusqlite::Result<Vec<(i64, f64)>> {
    let (name, expression) = (project.index_name(), expression(query));
    if expression.is_empty() || !exists(db, &name)? {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT rowid, bm25({name}) FROM {name} WHERE {name} MATCH ?1");
    let mut statement = db.prepare_cached(&sql)?;
    statement.query_map([expression], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn exists(db: &Connection, table: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1";
    Ok(db.query_row(sql, [table], |_| Ok(())).optional()?.is_some())
}

/// Any of the query's words, each quoted so that nothing in it is FTS5 syntax.
fn expression(query: &str) -> String {
    let parts =
        |c: char| c.is_whitespace() || c.is_control() || (c.is_ascii_punctuation() && c != '\'');
    let words = query.split(parts).filter(|word| word.contains(char::is_alphanumeric));
    words.take(MAX_TERMS).map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn indexed(texts: &[&str]) -> (Connection, Project) {
        let db = Connection::open_in_memory().unwrap();
        let project = Project::of_key("words").unwrap();
        for (row, text) in (1..).zip(texts) {
            index(&db, project, row, text).unwrap();
        }
        (db, project)
    }

    fn found(texts: &[&str], query: &str) -> Vec<i64> {
        let (db, project) = indexed(texts);
        let mut rows: Vec<_> =
            matching(&db, project, query).unwrap().into_iter().map(|found| found.0).collect();
        rows.sort();
        rows
    }

    #[test]
    fn any_word_of_a_question_matches() {
        let texts = ["Drinks tea in the morning", "Works in Zürich", "Has two cats", "Ms Nguyễn"];
        assert_eq!(found(&texts, "What does she drink?"), [1]);
        assert_eq!(found(&texts, "zurich, or a cat"), [2, 3]);
        assert_eq!(found(&texts, "NGUYEN"), [4]);
        assert_eq!(found(&texts, "dogs"), Vec::<i64>::new());
    }

    #[test]
    fn an_index_that_is_not_there_matches_nothing() {
        assert_eq!(found(&[], "tea"), Vec::<i64>::new());
    }

    #[test]
    fn syntax_is_read_as_words() {
        let texts = ["Drinks tea", "near the sea"];
        assert_eq!(found(&texts, "\"tea\" AND (NOT"), [1]);
        assert_eq!(found(&texts, "memory:tea^2 NEAR("), [1, 2]);
        assert_eq!(found(&texts, "\0 * '' -"), Vec::<i64>::new());
        assert_eq!(found(&texts, &"x ".repeat(5_000)), Vec::<i64>::new());
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(query in "[\\PC\\x00-\\x1f\"'*^:(){}+-]{0,40}|(AND|OR|NOT|NEAR| |\"){0,9}") {
            let (db, project) = indexed(&["Drinks tea"]);
            prop_assert!(matching(&db, project, &query).is_ok());
        }
    }
}
