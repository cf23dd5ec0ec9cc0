//! What is drawn, by role instead of by colour.

use plotters::style::RGBColor;

/// A role in a chart. plotters carries it as an RGB code; a [`super::Sink`]
/// turns it into a class name or into a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// The city price: the strong line.
    City,
    /// The first market's line.
    MarketA,
    /// The second market's line.
    MarketB,
    /// The third market's line.
    MarketC,
    /// The fourth market's line.
    MarketD,
    /// The fifth market's line.
    MarketE,
    /// The sixth market's line.
    MarketF,
    /// The ceiling of a reference price.
    Reference,
    /// The range of a reference price.
    Band,
    /// The head of a surge's span and its label.
    Surge,
    /// The span of a surge.
    Span,
    /// A suspect value.
    Suspect,
    /// Grid lines.
    Grid,
    /// The time axis and its ticks.
    Axis,
    /// Tick labels.
    Text,
    /// What may stay in the background: units, years, leaders.
    Muted,
    /// The ground that everything stands on.
    Paper,
    /// The middle of an outlook and its label.
    Outlook,
    /// The range of an outlook.
    Fan,
    /// A feast.
    Feast,
    /// Days without a report.
    Silence,
    /// The flag of a warning.
    Flag,
    /// An intervention and its name.
    Act,
}

/// The first two channels of a token's RGB code; the third is its number.
const MARK: (u8, u8) = (0x4c, 0x42);

impl Token {
    /// Every token, in the order of their numbers.
    pub const ALL: [Self; 23] = [
        Self::City,
        Self::MarketA,
        Self::MarketB,
        Self::MarketC,
        Self::MarketD,
        Self::MarketE,
        Self::MarketF,
        Self::Reference,
        Self::Band,
        Self::Surge,
        Self::Span,
        Self::Suspect,
        Self::Grid,
        Self::Axis,
        Self::Text,
        Self::Muted,
        Self::Paper,
        Self::Outlook,
        Self::Fan,
        Self::Feast,
        Self::Silence,
        Self::Flag,
        Self::Act,
    ];

    const MARKETS: [Self; 6] =
        [Self::MarketA, Self::MarketB, Self::MarketC, Self::MarketD, Self::MarketE, Self::MarketF];

    /// The token of the market at this position; a seventh market starts over.
    #[must_use]
    pub fn market(position: usize) -> Self {
        Self::MARKETS[position % Self::MARKETS.len()]
    }

    /// The RGB code that stands for this token inside plotters.
    #[must_use]
    pub fn code(self) -> RGBColor {
        RGBColor(MARK.0, MARK.1, self as u8)
    }

    /// The token of an RGB code; a colour that is no token is plain text.
    #[must_use]
    pub fn of((red, green, number): (u8, u8, u8)) -> Self {
        let known = (red, green) == MARK;
        Self::ALL.get(usize::from(number)).copied().filter(|_| known).unwrap_or(Self::Text)
    }

    /// The name in class names (`c-city`, `f-city`) and custom properties
    /// (`--chart-city`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::MarketA => "market-a",
            Self::MarketB => "market-b",
            Self::MarketC => "market-c",
            Self::MarketD => "market-d",
            Self::MarketE => "market-e",
            Self::MarketF => "market-f",
            Self::Reference => "reference",
            Self::Band => "band",
            Self::Surge => "surge",
            Self::Span => "span",
            Self::Suspect => "suspect",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Paper => "paper",
            Self::Outlook => "outlook",
            Self::Fan => "fan",
            Self::Feast => "feast",
            Self::Silence => "silence",
            Self::Flag => "flag",
            Self::Act => "act",
        }
    }

    /// The colour on paper.
    #[must_use]
    pub fn light(self) -> &'static str {
        match self {
            Self::City | Self::Outlook => "#0b5563",
            Self::MarketA => "#ad4e1a",
            Self::MarketB => "#4a5fb0",
            Self::MarketC => "#62741b",
            Self::MarketD => "#96428a",
            Self::MarketE => "#2a7a61",
            Self::MarketF => "#7a633d",
            Self::Reference => "#5a5a55",
            Self::Band => "#eef0e4",
            Self::Surge | Self::Flag => "#b83c0a",
            Self::Span => "#fdefe6",
            Self::Suspect => "#b3261e",
            Self::Grid => "#e6e6e2",
            Self::Axis => "#8a8a86",
            Self::Text => "#3b3b37",
            Self::Muted => "#66665f",
            Self::Paper => "#ffffff",
            Self::Fan => "#dbe9eb",
            Self::Feast => "#bdb9ab",
            Self::Silence => "#a3a39c",
            Self::Act => "#5b2a86",
        }
    }

    /// The width of its strokes in view-box units.
    #[must_use]
    pub fn width(self) -> &'static str {
        match self {
            Self::City => "2.4",
            Self::Suspect => "1.6",
            Self::Grid | Self::Axis | Self::Muted | Self::Feast => "1",
            _ => "1.3",
        }
    }

    /// The dashes of its strokes, so that markets differ without colour too.
    #[must_use]
    pub fn dash(self) -> Option<&'static str> {
        match self {
            Self::MarketB => Some("6 3"),
            Self::MarketC => Some("2 2"),
            Self::MarketD => Some("9 3 2 3"),
            Self::MarketE => Some("12 4"),
            Self::MarketF => Some("5 2 1 2 1 2"),
            Self::Muted => Some("1 2"),
            Self::Outlook => Some("4 3"),
            Self::Feast => Some("1 3"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../style/chart.css");

    #[test]
    fn a_token_survives_its_way_through_plotters() {
        for token in Token::ALL {
            let RGBColor(red, green, blue) = token.code();
            assert_eq!(Token::of((red, green, blue)), token);
        }
        assert_eq!(Token::of((255, 0, 0)), Token::Text);
        assert_eq!(Token::of((MARK.0, MARK.1, 200)), Token::Text);
    }

    #[test]
    fn the_style_sheet_knows_every_token_by_the_same_colour_width_and_dash() {
        for token in Token::ALL {
            let name = token.name();
            assert!(STYLE.contains(&format!("--chart-{name}: {};", token.light())), "{name}: colour");
            assert!(STYLE.contains(&format!(".f-{name} {{")), "{name}: fill");
            let stroke = STYLE.split(&format!(".c-{name} {{")).nth(1).and_then(|rest| rest.split('}').next());
            let Some(stroke) = stroke else { panic!("{name}: stroke") };
            assert!(stroke.contains(&format!("stroke-width: {};", token.width())), "{name}: width");
            match token.dash() {
                Some(dash) => assert!(stroke.contains(&format!("stroke-dasharray: {dash};")), "{name}: dash"),
                None => assert!(!stroke.contains("dasharray"), "{name}: no dash"),
            }
        }
    }
}
