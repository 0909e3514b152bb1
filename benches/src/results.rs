//! What a run of `goals` measured: `results/speed.json`.

use serde_json::{Value, json};
use std::fs;

/// Where the file is.
pub const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/results/speed.json");

/// One bound of a goal, and what was measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The goal's name.
    pub goal: String,
    /// What is measured, without the unit.
    pub what: String,
    /// The unit, or what it is a ratio to.
    pub unit: String,
    /// None when it couldn't be measured.
    pub measured: Option<f64>,
    /// The smallest and the largest of several runs.
    pub range: Option<(f64, f64)>,
    /// At most, as written in the goal.
    pub bound: f64,
    /// The bound that decides, tolerance included.
    pub limit: f64,
}

impl Row {
    /// Whether it is met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.rounded().is_some_and(|m| m <= self.limit)
    }

    /// A thousandth decides.
    fn rounded(&self) -> Option<f64> {
        self.measured.map(|m| (m * 1000.0).round() / 1000.0)
    }

    /// The result in one word.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.rounded() {
            None => "not measured",
            Some(_) if !self.is_met() => "no",
            Some(m) if m > self.bound => "yes, within the tolerance",
            Some(_) => "yes",
        }
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "goal": self.goal,
            "what": self.what,
            "unit": self.unit,
            "measured": self.measured,
            "range": self.range,
            "bound": self.bound,
            "limit": self.limit,
            "met": self.is_met(),
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| Some(String::from(value[key].as_str()?));
        let range = &value["range"];
        Some(Self {
            goal: text("goal")?,
            what: text("what")?,
            unit: text("unit")?,
            measured: value["measured"].as_f64(),
            range: range[0].as_f64().zip(range[1].as_f64()),
            bound: value["bound"].as_f64()?,
            limit: value["limit"].as_f64()?,
        })
    }
}

/// The bounds in a file.
///
/// # Errors
///
/// A line for the user: one is malformed.
pub fn rows(results: &Value) -> Result<Vec<Row>, String> {
    let all = results["goals"].as_array().map(|rows| rows.iter().map(Row::from_json).collect());
    all.flatten().ok_or_else(|| format!("{PATH} has malformed goals"))
}

/// Reads the file.
///
/// # Errors
///
/// A line for the user: it can't be read.
pub fn read() -> Result<Value, String> {
    let text = fs::read_to_string(PATH).map_err(|e| format!("{PATH} can't be read: {e}"))?;
    serde_json::from_str(&text).map_err(|e| format!("{PATH}: {e}"))
}

/// Writes the file.
///
/// # Errors
///
/// A line for the user: it can't be written.
pub fn write(results: &Value) -> Result<(), String> {
    let text = serde_json::to_string_pretty(results).map_err(|e| e.to_string())?;
    fs::write(PATH, text + "\n").map_err(|e| format!("{PATH} can't be written: {e}"))
}

/// The middle one of an odd number of values.
#[must_use]
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::{Row, median, rows};
    use serde_json::json;

    fn row(measured: Option<f64>) -> Row {
        Row {
            goal: "G5".into(),
            what: "box".into(),
            unit: "of std".into(),
            measured,
            range: Some((0.5, 1.5)),
            bound: 1.0,
            limit: 1.05,
        }
    }

    #[test]
    fn bounds_are_judged_with_their_tolerance() {
        assert_eq!(row(Some(0.9)).verdict(), "yes");
        assert_eq!(row(Some(1.05)).verdict(), "yes, within the tolerance");
        assert_eq!(row(Some(1.06)).verdict(), "no");
        assert_eq!(row(None).verdict(), "not measured");
    }

    #[test]
    fn what_is_written_is_read() {
        let all = [row(Some(0.25)), row(None)];
        let value = json!({ "goals": all.iter().map(Row::to_json).collect::<Vec<_>>() });
        assert_eq!(rows(&value).unwrap(), all);
        assert!(rows(&json!({ "goals": [{}] })).is_err());
        assert!(rows(&json!({})).is_err());
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![]), None);
    }
}
