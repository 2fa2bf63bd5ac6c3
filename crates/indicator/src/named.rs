//! A few values by name, of one row.
//!
//! The decision to question: **a sorted list instead of a map of the standard library.** A row of the literature has one date and one
//! attribute, there are a hundred thousand rows and more, and the smallest node of a `BTreeMap` has room for eleven of each: 700 bytes a row,
//! which were most of what reading the rows cost.

use std::sync::Arc;

/// Values by name, sorted by it; each name once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<V>(Vec<(Arc<str>, V)>);

impl<V> Default for Named<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Named<V> {
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(name))
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.find(name).ok().map(|at| &self.0[at].1)
    }

    /// Whether a name has a value.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// Gives a name a value; what it had before.
    pub fn insert(&mut self, name: Arc<str>, value: V) -> Option<V> {
        match self.find(&name) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each name with its value, in order of name.
    pub fn iter(&self) -> Iter<'_, V> {
        self.into_iter()
    }

    /// The values, in order of name.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl<V> Extend<(Arc<str>, V)> for Named<V> {
    /// Of one name the last value stays.
    fn extend<T: IntoIterator<Item = (Arc<str>, V)>>(&mut self, values: T) {
        for (name, value) in values {
            self.insert(name, value);
        }
    }
}

impl<V> FromIterator<(Arc<str>, V)> for Named<V> {
    fn from_iter<T: IntoIterator<Item = (Arc<str>, V)>>(values: T) -> Self {
        let mut named = Self::default();
        named.extend(values);
        named
    }
}

impl<V, const N: usize> From<[(Arc<str>, V); N]> for Named<V> {
    fn from(values: [(Arc<str>, V); N]) -> Self {
        values.into_iter().collect()
    }
}

/// Each name with its value, in order of name.
pub type Iter<'a, V> =
    std::iter::Map<std::slice::Iter<'a, (Arc<str>, V)>, fn(&'a (Arc<str>, V)) -> (&'a Arc<str>, &'a V)>;

impl<'a, V> IntoIterator for &'a Named<V> {
    type Item = (&'a Arc<str>, &'a V);
    type IntoIter = Iter<'a, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

impl<V> IntoIterator for Named<V> {
    type Item = (Arc<str>, V);
    type IntoIter = std::vec::IntoIter<(Arc<str>, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_each_has_its_last_value() {
        let mut named = Named::from([("b".into(), 1), ("a".into(), 2), ("b".into(), 3)]);
        assert_eq!(named.iter().map(|(name, value)| (&**name, *value)).collect::<Vec<_>>(), [("a", 2), ("b", 3)]);
        assert_eq!(named.insert("a".into(), 4), Some(2));
        assert_eq!((named.get("a"), named.get("c"), named.contains("b")), (Some(&4), None, true));
    }
}
