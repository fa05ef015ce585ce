//! A neutral message that asks for a consent, with the mentions that make the answer worth something
//! (GDPR 7 and 13; for calls, articles R223-1 to R223-3 of the French consumer code).

use epure_engine::country::Channel;

use crate::texts::Texts;

/// What the message is made of; what is missing is left in square brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// The company that asks.
    pub(crate) company: String,
    /// What it offers.
    pub(crate) offer: String,
    /// Where the details come from.
    pub(crate) source: String,
    /// Where to answer, and to write for anything else.
    pub(crate) contact: String,
}

/// The message, in the language of the texts. It neither praises nor offers anything, and both answers
/// are as easy.
pub(crate) fn message(about: &[Channel], parts: &Message, texts: &Texts) -> String {
    let or = |text: &str, key: &str| {
        if text.trim().is_empty() { texts.say(key, &[]) } else { text.trim().to_owned() }
    };
    let channels: Vec<String> = about
        .iter()
        .map(|channel| texts.say(&format!("channels.{}", crate::word::of(channel)), &[]))
        .collect();
    let values = [
        ("company", or(&parts.company, "campaign.no_company")),
        ("offer", or(&parts.offer, "campaign.no_offer")),
        ("source", or(&parts.source, "campaign.no_source")),
        ("contact", or(&parts.contact, "campaign.no_contact")),
        ("channels", channels.join(", ")),
    ];
    let mut keys =
        vec!["campaign.subject", "campaign.hello", "campaign.origin", "campaign.question"];
    keys.extend(about.iter().map(|channel| match channel {
        Channel::Email => "campaign.choice_email",
        Channel::Sms => "campaign.choice_sms",
        _ => "campaign.choice_phone",
    }));
    keys.extend(["campaign.choice_none", "campaign.silence"]);
    if about.contains(&Channel::Phone) {
        keys.push("campaign.calls");
    }
    keys.extend(["campaign.withdraw", "campaign.rights"]);
    keys.iter().map(|key| texts.say(key, &values)).collect::<Vec<_>>().join("\n\n")
}
