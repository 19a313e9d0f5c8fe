//! A small JSON Schema validator: as much of the language as `docs/reading.schema.json` uses.
//!
//! The crates that know the whole language bring sixty others; this one is 100 lines, and a keyword that it doesn't know is an error, so
//! the schema can't come to say more than is checked. Example: `{"type": "integer", "minimum": 0}` accepts 3 and rejects -1 and "3".

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use regex_lite::Regex;
use serde_json::{Map, Value};

pub struct Schema {
    root: Value,
    patterns: HashMap<String, Regex>,
}

const KNOWN: [&str; 19] = [
    "$schema",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "uniqueItems",
    "enum",
    "const",
    "pattern",
    "minLength",
    "anyOf",
    "minimum",
    "maximum",
];

impl Schema {
    pub fn parse(source: &str) -> Result<Schema> {
        let root: Value = serde_json::from_str(source)?;
        let mut schema = Schema { root: Value::Null, patterns: HashMap::new() };
        schema.learn(&root)?;
        schema.root = root;
        Ok(schema)
    }

    /// Compiles patterns and refuses unknown keywords.
    fn learn(&mut self, node: &Value) -> Result<()> {
        let Value::Object(node) = node else { return Ok(()) };
        for (key, value) in node {
            match (key.as_str(), value) {
                ("properties" | "$defs", Value::Object(named)) => named.values().try_for_each(|n| self.learn(n))?,
                ("anyOf", Value::Array(choices)) => choices.iter().try_for_each(|n| self.learn(n))?,
                ("items", value) => self.learn(value)?,
                ("additionalProperties", Value::Bool(_)) => {}
                ("pattern", Value::String(pattern)) => {
                    let compiled = Regex::new(pattern).with_context(|| pattern.clone())?;
                    self.patterns.insert(pattern.clone(), compiled);
                }
                (key, _) if KNOWN.contains(&key) => {}
                (key, _) => bail!("the schema uses {key:?}, which the validator doesn't know"),
            }
        }
        Ok(())
    }

    /// What the value has wrong, each with its place; empty when nothing.
    pub fn check(&self, value: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        self.node(&self.root, value, "", &mut problems);
        problems
    }

    fn node(&self, schema: &Value, value: &Value, place: &str, problems: &mut Vec<String>) {
        let Value::Object(schema) = schema else { return };
        if let Some(Value::String(reference)) = schema.get("$ref") {
            let target = self.root.pointer(reference.trim_start_matches('#'));
            return self.node(target.unwrap_or(&Value::Null), value, place, problems);
        }
        if let Some(Value::Array(choices)) = schema.get("anyOf") {
            let fits = choices.iter().any(|c| {
                let mut tried = Vec::new();
                self.node(c, value, place, &mut tried);
                tried.is_empty()
            });
            if !fits {
                problems.push(format!("{place}: {value} is none of the choices"));
            }
        }
        if !self.scalar_fits(schema, value) {
            problems.push(format!("{place}: {value} isn't what the schema wants"));
        }
        match value {
            Value::Object(fields) => self.object(schema, fields, place, problems),
            Value::Array(items) => self.array(schema, items, place, problems),
            _ => {}
        }
    }

    fn scalar_fits(&self, schema: &Map<String, Value>, value: &Value) -> bool {
        let typed = schema.get("type").and_then(Value::as_str).is_none_or(|t| has_type(t, value));
        let listed = schema.get("enum").and_then(Value::as_array).is_none_or(|list| list.contains(value));
        let constant = schema.get("const").is_none_or(|c| c == value);
        let pattern = schema.get("pattern").and_then(Value::as_str).zip(value.as_str());
        let matched = pattern.is_none_or(|(p, text)| self.patterns.get(p).is_some_and(|r| r.is_match(text)));
        let long = schema.get("minLength").and_then(Value::as_u64).zip(value.as_str());
        let long = long.is_none_or(|(least, text)| text.chars().count() as u64 >= least);
        let number = value.as_f64();
        let above = schema.get("minimum").and_then(Value::as_f64).zip(number).is_none_or(|(least, n)| n >= least);
        let below = schema.get("maximum").and_then(Value::as_f64).zip(number).is_none_or(|(most, n)| n <= most);
        typed && listed && constant && matched && long && above && below
    }

    fn object(&self, schema: &Map<String, Value>, fields: &Map<String, Value>, place: &str, problems: &mut Vec<String>) {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        problems.extend(required.filter(|r| !fields.contains_key(*r)).map(|r| format!("{place}: {r} is missing")));
        let Some(Value::Object(known)) = schema.get("properties") else { return };
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        for (name, value) in fields {
            match known.get(name) {
                Some(schema) => self.node(schema, value, &format!("{place}/{name}"), problems),
                None if closed => problems.push(format!("{place}: {name} is unknown")),
                None => {}
            }
        }
    }

    fn array(&self, schema: &Map<String, Value>, items: &[Value], place: &str, problems: &mut Vec<String>) {
        if schema.get("minItems").and_then(Value::as_u64).is_some_and(|least| (items.len() as u64) < least) {
            problems.push(format!("{place}: too few"));
        }
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        if unique && items.iter().enumerate().any(|(i, item)| items[..i].contains(item)) {
            problems.push(format!("{place}: the same twice"));
        }
        if let Some(schema) = schema.get("items") {
            items.iter().enumerate().for_each(|(i, item)| self.node(schema, item, &format!("{place}/{i}"), problems));
        }
    }
}

fn has_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SCHEMA: &str = r##"{"$defs": {"Code": {"type": "string", "pattern": "^[A-Z]{2}$"}},
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"anyOf": [{"$ref": "#/$defs/Code"}, {"type": "null"}]},
                       "b": {"type": "array", "items": {"type": "integer", "minimum": 0}, "uniqueItems": true}}}"##;

    #[test]
    fn accepts_and_rejects() {
        let schema = Schema::parse(SCHEMA).expect("a schema");
        assert!(schema.check(&json!({"a": "AZ", "b": [1, 2]})).is_empty());
        assert!(schema.check(&json!({"a": null})).is_empty());
        for wrong in
            [json!({}), json!({"a": "az"}), json!({"a": "AZ", "b": [-1]}), json!({"a": "AZ", "b": [1, 1]}), json!({"a": "AZ", "c": 1})]
        {
            assert_eq!(schema.check(&wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn unknown_keywords_are_refused() {
        assert!(Schema::parse(r#"{"maxLength": 3}"#).is_err());
    }
}
