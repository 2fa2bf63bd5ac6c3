//! What tells others' tools about the tables: CSVW and a data package, from the same definitions.

use crate::table::{Column, Sort, Table};
use serde_json::{Map, Value, json};

/// `csv-metadata.json`: a group of tables in the vocabulary of CSV on the Web.
pub(crate) fn csvw(tables: &[Table], title: &[String; 2]) -> Value {
    let both = |[ja, en]: &[String; 2]| {
        let said =
            |text: &String, language: &str| (!text.is_empty()).then(|| json!({"@value": text, "@language": language}));
        Value::from_iter([said(ja, "ja"), said(en, "en")].into_iter().flatten())
    };
    let column = |table: &Table, column: &Column| {
        let mut about = Map::new();
        about.insert("name".to_owned(), json!(column.name));
        about.insert("titles".to_owned(), json!(column.name));
        about.insert("datatype".to_owned(), datatype(column.sort));
        about.insert("required".to_owned(), json!(!column.may_be_empty));
        about.insert("dc:description".to_owned(), both(&column.meaning));
        let origin = column.origin.unwrap_or(table.origin);
        about.insert("dc:source".to_owned(), both(&origin.source().map(str::to_owned)));
        about.insert("dc:license".to_owned(), both(&origin.licence().map(str::to_owned)));
        if !column.unit[1].is_empty() {
            about.insert("schema:unitText".to_owned(), both(&column.unit));
        }
        Value::Object(about)
    };
    let table = |table: &Table| {
        let columns: Vec<Value> = table.columns.iter().map(|one| column(table, one)).collect();
        let references: Vec<Value> = references(tables, table)
            .map(|(from, to, key)| {
                json!({"columnReference": from, "reference": {"resource": format!("{to}.csv"), "columnReference": key}})
            })
            .collect();
        json!({
            "url": format!("{}.csv", table.name),
            "dc:title": table.name,
            "dc:description": both(&table.meaning),
            "tableSchema": {"columns": columns, "primaryKey": table.key, "foreignKeys": references},
        })
    };
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": both(title),
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": true, "lineTerminators": ["\r\n"]},
        "tables": tables.iter().map(table).collect::<Vec<_>>(),
    })
}

fn datatype(sort: Sort) -> Value {
    match sort {
        Sort::Text => json!("string"),
        Sort::Integer => json!("integer"),
        Sort::Number => json!("double"),
        Sort::Flag => json!({"base": "boolean", "format": "true|false"}),
        Sort::Date => json!({"base": "date", "format": "yyyy-MM-dd"}),
    }
}

/// `datapackage.json`: the same as a Frictionless data package.
pub(crate) fn data_package(tables: &[Table], name: &str, title: &[String; 2]) -> Value {
    let field = |column: &Column| {
        let mut field = json!({
            "name": column.name,
            "type": match column.sort {
                Sort::Text => "string",
                Sort::Integer => "integer",
                Sort::Number => "number",
                Sort::Flag => "boolean",
                Sort::Date => "date",
            },
            "description": format!("{} / {}", column.meaning[0], column.meaning[1]),
        });
        if !column.may_be_empty {
            field["constraints"] = json!({"required": true});
        }
        field
    };
    let resource = |table: &Table| {
        let references: Vec<Value> = references(tables, table)
            .map(|(from, to, key)| json!({"fields": [from], "reference": {"resource": to, "fields": [key]}}))
            .collect();
        json!({
            "name": table.name,
            "path": format!("{}.csv", table.name),
            "description": format!("{} / {}", table.meaning[0], table.meaning[1]),
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"lineTerminator": "\r\n"},
            "schema": {
                "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
                "primaryKey": table.key,
                "foreignKeys": references,
            },
        })
    };
    json!({
        "name": name,
        "title": format!("{} / {}", title[0], title[1]),
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    })
}

/// Column, table referred to, and that table's key.
fn references<'a>(tables: &'a [Table], table: &'a Table) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    table.columns.iter().filter_map(|column| {
        let to = column.refers_to.as_ref()?;
        let other = tables.iter().find(|other| other.name == *to)?;
        match other.key.as_slice() {
            // A table's own key is no reference to itself.
            [key] if other.name != table.name => Some((column.name.as_str(), to.as_str(), key.as_str())),
            _ => None,
        }
    })
}
