//! The surveys that the customers of the company answer.

/// A survey of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoSurvey {
    /// Which survey, as answers to it say in `survey_id`.
    pub id: &'static str,
    /// How the people of the company call it.
    pub name: &'static str,
    /// What it measures: `nps`, `csat` or `ces`; also the id of its only question.
    pub kind: &'static str,
    /// The id of the step of the customer journey that it is about.
    pub step: &'static str,
}

/// All surveys of the company.
pub const SURVEYS: [DemoSurvey; 7] = [
    survey("nps-delivery", "Recommandation après livraison", "nps", "reception"),
    survey("csat-delivery", "Satisfaction après livraison", "csat", "reception"),
    survey("nps-shop", "Recommandation après achat en magasin", "nps", "order"),
    survey("csat-shop", "Satisfaction en magasin", "csat", "order"),
    survey("csat-support", "Satisfaction du service client", "csat", "help"),
    survey("ces-support", "Facilité du service client", "ces", "help"),
    survey("ces-return", "Facilité du retour", "ces", "return"),
];

const fn survey(id: &'static str, name: &'static str, kind: &'static str, step: &'static str) -> DemoSurvey {
    DemoSurvey { id, name, kind, step }
}
