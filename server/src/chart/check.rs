//! Small checks on written SVG for the tests.

/// Panics where the text is not one well-formed element: tags that match,
/// attributes in quotes and named once, no stray `&` or `<`.
pub fn is_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some((text, after)) = rest.split_once('<') {
        entities(text);
        assert!(!text.contains('>'), "stray >: {text}");
        let (tag, tail) = after.split_once('>').unwrap_or_else(|| panic!("unclosed tag: {after}"));
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closing tag");
            assert!(!open.is_empty() || rest.is_empty(), "something follows the root: {rest}");
        } else {
            let (body, empty) = tag.strip_suffix('/').map_or((tag, false), |body| (body, true));
            let name = body.split(' ').next().unwrap_or_default();
            attributes(&body[name.len()..]);
            if !empty {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "unclosed: {open:?} {rest}");
}

fn attributes(mut rest: &str) {
    let mut names: Vec<&str> = Vec::new();
    while !rest.is_empty() {
        let Some((name, after)) = rest.trim_start().split_once("=\"") else { panic!("no attribute: {rest}") };
        assert!(rest.starts_with(' ') && !name.contains(' '), "attribute: {rest}");
        assert!(!names.contains(&name), "twice: {name}");
        names.push(name);
        let Some((value, after)) = after.split_once('"') else { panic!("unclosed value: {after}") };
        entities(value);
        rest = after;
    }
}

fn entities(text: &str) {
    for part in text.split('&').skip(1) {
        let name = part.split(';').next().unwrap_or_default();
        assert!(part.contains(';') && ["amp", "lt", "gt", "quot", "#39"].contains(&name), "stray &: {text}");
    }
}

/// Panics where a number is no number, or where looks stand inline.
pub fn is_plain(svg: &str) {
    for bad in ["NaN", "inf", "style=", "javascript", "-0\"", "-0 ", "2147483"] {
        assert!(!svg.contains(bad), "{bad} in {svg}");
    }
}
