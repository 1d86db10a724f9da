//! The conversations that matter, and what could be written instead.

use super::{NAMED, PROPOSALS, Sheet, say};
use crate::report::baseline::{Conversation, Proposal};
use crate::report::messages;
use crate::rewrite::Effect;

impl<'b> Sheet<'_, 'b> {
    pub(super) fn talks(&mut self) {
        if self.baseline.conversations.is_empty() {
            self.page.element("<p>", self.get(say::NO_TALKS), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::TALKS_LEAD), "</p>\n");
        for (at, talk) in self.baseline.conversations.iter().enumerate() {
            self.talk(at + 1, talk);
        }
    }

    pub(super) fn talk(&mut self, number: usize, talk: &Conversation<'b>) {
        self.page.raw("<div class=\"talk\">\n<h3>").number(number).raw(". ");
        self.page.text(self.get(say::theme(talk.theme))).raw("</h3>\n<p class=\"dim\">");
        self.page.text(self.get(messages::flaw(talk.theme))).raw(": ");
        let share = format!("{:.0}", talk.share * 100.0);
        let text = say::TALK_SHARE.fill(self.language(), &[&talk.count.to_string(), &share]);
        self.page.text(&text).raw("</p>\n");
        for &index in &talk.passages {
            self.quote(index, true);
        }
        if !talk.why.is_empty() {
            self.page.element("<h4>", self.get(say::WHAT_IT_DOES), "</h4>\n");
            for why in &talk.why {
                self.page.element("<p>", why, "</p>\n");
            }
        }
        if let Some(question) = talk.question {
            self.page.element("<h4>", self.get(say::QUESTION), "</h4>\n");
            self.page.element("<p class=\"say\">", question, "</p>\n");
        }
        if let Some((index, rewrite)) = talk.rewrite {
            self.page.element("<h4>", self.get(say::COULD_BE), "</h4>\n<p>");
            self.blanks(&rewrite.text);
            self.page.raw("</p>\n<p class=\"reach\">");
            let place = self.baseline.place(self.baseline.finding(index));
            self.page.text(&place).raw("; ");
            self.say(messages::effect(rewrite.effect)).raw("</p>\n");
        }
        self.page.raw("</div>\n");
    }

    /// Words of a proposal, with what the parties must fill in underlined.
    pub(super) fn blanks(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((blank, after)) = after.split_once('}') else { break };
            self.page.text(before).raw("<span class=\"blank\">{").text(blank).raw("}</span>");
            rest = after;
        }
        self.page.text(rest);
    }

    pub(super) fn rewrites(&mut self) {
        if self.baseline.proposals.is_empty() {
            self.page.element("<p>", self.get(say::NO_REWRITES), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::REWRITES_LEAD), "</p>\n");
        for proposal in self.baseline.proposals.iter().take(PROPOSALS) {
            self.proposal(proposal);
        }
        let more = self.baseline.proposals.len().saturating_sub(PROPOSALS);
        if more > 0 {
            self.page.raw("<p><a href=\"#");
            self.anchor("more").raw("\">");
            self.page.text(&say::REWRITES_LATER.fill(self.baseline.language, &[&more.to_string()]));
            self.page.raw("</a></p>\n");
        }
    }

    pub(super) fn more_rewrites(&mut self) {
        for proposal in self.baseline.proposals.iter().skip(PROPOSALS) {
            self.proposal(proposal);
        }
    }

    pub(super) fn proposal(&mut self, proposal: &Proposal<'b>) {
        let finding = self.baseline.finding(proposal.finding);
        let title = self.baseline.rule(finding).map_or(finding.charge.rule.as_str(), |it| {
            it.page.section(self.baseline.language).title.as_str()
        });
        self.page.raw("<div class=\"pair\">\n").element("<h3>", title, "</h3>\n");
        self.page.element("<div><h4>", self.get(say::NOW), "</h4><p>");
        self.words(finding);
        self.page.element("</p></div>\n<div><h4>", self.get(say::THEN), "</h4><p>");
        self.blanks(&proposal.rewrite.text);
        self.page.raw("</p></div>\n<p class=\"reach\"><strong>");
        let sign = if proposal.rewrite.effect == Effect::Substance { "◆ " } else { "◇ " };
        self.page.raw(sign);
        self.say(messages::effect(proposal.rewrite.effect)).raw("</strong>. ");
        self.link(proposal.finding);
        if !proposal.others.is_empty() {
            self.page.raw(". ");
            self.say(say::ALSO_AT).raw(": ");
            for (at, &other) in proposal.others.iter().take(NAMED).enumerate() {
                self.page.raw(if at > 0 { "; " } else { "" });
                self.link(other);
            }
            let more = proposal.others.len().saturating_sub(NAMED);
            if more > 0 {
                let text = say::AND_MORE.fill(self.language(), &[&more.to_string()]);
                self.page.raw("; ").text(&text);
            }
        }
        self.page.raw("</p>\n</div>\n");
    }
}
