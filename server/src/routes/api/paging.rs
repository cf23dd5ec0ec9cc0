//! Lists by the page: how many rows an answer has, and where the next ones are
//! (`Link`, RFC 8288).

use crate::routes::fresh::Fresh;
use crate::routes::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Rows of an answer where none is asked for.
const USUAL: usize = 100;
/// Rows of an answer at the most.
pub(in crate::routes) const MOST: usize = 500;

/// How many rows are asked for.
pub(in crate::routes) fn limit(asked: Option<i64>) -> Result<usize, Problem> {
    let Some(asked) = asked else { return Ok(USUAL) };
    let within = usize::try_from(asked).ok().filter(|asked| (1..=MOST).contains(asked));
    within.ok_or_else(|| Problem::bad_request(format!("limit={asked}: ask for 1 to {MOST} rows at a time")))
}

/// The largest number that every program can count to.
pub(in crate::routes) const LARGEST: i64 = (1 << 53) - 1;

/// The number before which a list goes on.
pub(in crate::routes) fn before(asked: Option<i64>) -> Result<Option<i64>, Problem> {
    match asked {
        Some(asked) if !(0..=LARGEST).contains(&asked) => {
            Err(Problem::bad_request(format!("before={asked}: take the number of the Link header")))
        }
        asked => Ok(asked),
    }
}

/// Rows of an answer, with the cursor that leads to the next ones.
#[derive(Debug)]
pub(in crate::routes) struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The key of the query that leads on, and its value; none at the end.
    pub next: Option<(&'static str, String)>,
}

impl<T> Page<T> {
    /// A page of rows that were asked for with one more than its limit.
    pub fn before(mut rows: Vec<T>, limit: usize, cursor: impl Fn(&T) -> i64) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| ("before", cursor(last).to_string()));
        Self { rows, next }
    }

    /// The page of all rows that follows a cursor.
    ///
    /// # Errors
    /// When no row has the cursor.
    pub fn after(
        all: impl IntoIterator<Item = T>,
        after: Option<&str>,
        limit: usize,
        cursor: impl Fn(&T) -> String,
    ) -> Result<Self, Problem> {
        let mut all = all.into_iter();
        if let Some(after) = after {
            let known = all.by_ref().any(|row| cursor(&row) == after);
            if !known {
                let detail = "after names no row of this list: begin without it and follow the Link header".to_owned();
                return Err(Problem { status: 404, title: "No such row", detail });
            }
        }
        let mut rows: Vec<T> = all.by_ref().take(limit).collect();
        rows.shrink_to_fit();
        let next = rows.last().map(|last| ("after", cursor(last))).filter(|_| all.next().is_some());
        Ok(Self { rows, next })
    }

    /// The same rows in another form.
    pub fn map<U>(self, form: impl Fn(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(form).collect(), next: self.next }
    }
}

/// The way to the next page, for the header `Link`: the same question from a cursor on.
pub(in crate::routes) fn link(uri: &Uri, (key, value): &(&'static str, String)) -> Option<HeaderValue> {
    let kept = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let kept = kept.filter(|pair| pair.split('=').next() != Some(key));
    let value = value.replace('%', "%25").replace(':', "%3A").replace('/', "%2F");
    let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("{key}={value}")]).collect();
    HeaderValue::from_str(&format!("<{}?{}>; rel=\"next\"", uri.path(), pairs.join("&"))).ok()
}

/// A list as an answer, or that the caller has it already.
pub(in crate::routes) fn answer(
    uri: &Uri,
    headers: &HeaderMap,
    body: &impl Serialize,
    next: Option<&(&'static str, String)>,
) -> Result<Response, Problem> {
    let text = serde_json::to_string(body).map_err(|error| Problem::internal(&error))?;
    let link = next.and_then(|next| link(uri, next));
    let way_on = link.as_ref().and_then(|link| link.to_str().ok()).unwrap_or_default();
    // A page that was the last one and no longer is has the same rows.
    let fresh = Fresh::of_text(&format!("{text}{way_on}"));
    let mut response = if fresh.is_known(headers) {
        fresh.not_modified()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], text).into_response()
    };
    fresh.wear(&mut response);
    if let Some(link) = link {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another_until_the_last() {
        let all = ["a", "b", "c"];
        let page = |after| Page::after(all, after, 2, |row| (*row).to_owned()).unwrap();
        assert_eq!((page(None).rows, page(None).next), (vec!["a", "b"], Some(("after", "b".to_owned()))));
        assert_eq!((page(Some("b")).rows, page(Some("b")).next), (vec!["c"], None));
        assert!(Page::after(all, Some("x"), 2, |row| (*row).to_owned()).is_err());
        let latest = Page::before(vec![9, 8, 7], 2, |row| *row);
        assert_eq!((latest.rows, latest.next), (vec![9, 8], Some(("before", "8".to_owned()))));
        assert_eq!(Page::before(vec![9, 8], 2, |row| *row).next, None);
    }

    #[test]
    fn the_way_on_keeps_the_rest_of_the_question() {
        let uri = "/api/v1/series?commodity=bawang-merah&after=x&limit=2".parse().unwrap();
        let link = link(&uri, &("after", "a:3273/b".to_owned())).unwrap();
        let path = "/api/v1/series?commodity=bawang-merah&limit=2&after=a%3A3273%2Fb";
        assert_eq!(link, format!("<{path}>; rel=\"next\""));
    }

    #[test]
    fn a_list_goes_on_before_a_number_that_may_be_one() {
        assert_eq!((before(None), before(Some(0)), before(Some(7))), (Ok(None), Ok(Some(0)), Ok(Some(7))));
        assert!(before(Some(-1)).is_err() && before(Some(LARGEST + 1)).is_err());
    }

    #[test]
    fn a_limit_is_a_number_of_rows_within_bounds() {
        assert_eq!((limit(None), limit(Some(500))), (Ok(USUAL), Ok(MOST)));
        for asked in [0, 501, -1] {
            assert!(limit(Some(asked)).unwrap_err().detail.contains("1 to 500"));
        }
    }
}
