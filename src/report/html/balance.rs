//! Who owes what to whom.

use super::{Sheet, charts, say};
use crate::report::baseline::Holder;

impl Sheet<'_, '_> {
    pub(super) fn balance(&mut self) {
        let holders = &self.baseline.balance;
        if holders.is_empty() {
            self.page.element("<p>", self.get(say::NO_BALANCE), "</p>\n");
            return;
        }
        self.page.element("<p class=\"lead\">", self.get(say::BALANCE_LEAD), "</p>\n");
        self.page.raw("<table class=\"profile\">\n");
        self.page.element("<caption>", self.get(say::BALANCE_LEGEND), "</caption>\n");
        self.heads(&[
            (say::WHO, ""),
            (say::PICTURE, ""),
            (say::MUST, "num"),
            (say::MAY_NOT, "num"),
            (say::MAY, "num"),
            (say::SEES_FIT, "num"),
        ]);
        let side = |it: &Holder| (it.must + it.may_not).max(it.may + it.as_it_sees_fit);
        let most = holders.iter().map(side).max().unwrap_or(1);
        for holder in holders {
            self.page.element("<tr><th scope=\"row\">", &holder.name, "</th><td class=\"chart\">");
            charts::balance(self.page, holder, most);
            self.page.raw("</td>");
            for number in [holder.must, holder.may_not, holder.may, holder.as_it_sees_fit] {
                self.page.raw("<td class=\"num\">").number(number).raw("</td>");
            }
            self.page.raw("</tr>\n");
        }
        self.page.raw("</tbody></table>\n");
        self.paired();
    }

    /// Who gains by each right that both sides can have.
    pub(super) fn paired(&mut self) {
        let language = self.language();
        if self.baseline.paired.is_empty() {
            return;
        }
        self.page.element("<h3>", self.get(say::PAIRED), "</h3>\n");
        self.page.element("<p class=\"lead\">", self.get(say::PAIRED_LEAD), "</p>\n");
        self.page.raw("<table class=\"frame paired\">\n");
        self.heads(&[
            (say::RIGHT_OF, ""),
            (say::SPREAD, ""),
            (say::HOLDERS, ""),
            (say::READINGS, ""),
        ]);
        for it in &self.baseline.paired {
            let name = self.get(say::subject(it.subject));
            self.page.element("<tr><th scope=\"row\">", name, "</th>");
            self.page.element("<td>", &it.standing(language), "</td><td>");
            for (at, (name, places, conditional)) in it.holders.iter().enumerate() {
                self.page.raw(if at > 0 { ". " } else { "" }).text(name);
                if *conditional {
                    self.page.raw(" (");
                    self.say(say::CONDITIONAL).raw(")");
                }
                self.page.raw(": ");
                self.some_places(places);
            }
            self.page.element(
                "</td><td>",
                &it.readings(language).unwrap_or_default(),
                "</td></tr>\n",
            );
        }
        self.page.raw("</tbody></table>\n");
    }
}
