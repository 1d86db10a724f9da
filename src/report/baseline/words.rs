//! The fixed texts of the baseline report, Dutch and English side by side.

use crate::analyze::symmetry::Subject;
use crate::report::messages::Text;
use crate::weave::{Flaw, Norm};

macro_rules! texts {
    ($($name:ident = $nl:literal | $en:literal;)*) => {
        $(pub(in crate::report) const $name: Text = Text::new($nl, $en);)*
    };
}

texts! {
    TITLE = "Nulmeting van een contract" | "Baseline of a contract";
    TITLES = "Nulmeting van {} contracten" | "Baseline of {} contracts";
    NOT_PEOPLE = "Dit beschrijft een tekst, geen mensen. Het zegt niets over goede wil, en het is geen juridisch advies." | "This describes a text, not people. It says nothing about good will, and it is no legal advice.";
    SKIP = "Naar de inhoud" | "Skip to the content";
    CONTENTS = "In dit verslag" | "In this report";

    DOCUMENT = "Document" | "Document";
    HASH = "Kenmerk van het bestand (SHA-256)" | "Fingerprint of the file (SHA-256)";
    SIZE = "Omvang" | "Size";
    SIZE_TEXT = "{}, {}; woorden: {}; artikelen: {}" | "{}, {}; words: {}; articles: {}";
    PARTIES = "Partijen, zoals de tekst ze noemt" | "Parties, as the text names them";
    RUBRIC = "Meetlat" | "Rubric";
    EXTRACTION = "Hoe goed de tekst uit het bestand kwam" | "How well the text came out of the file";
    CONFIDENCE = "Zekerheid van de scores" | "Confidence of the scores";
    OF_ONE = "{} op een schaal van 0 tot 1 ({})" | "{} on a scale of 0 to 1 ({})";

    IN_SHORT = "In het kort" | "In short";
    SHORT_COUNTS = "Passages die kunnen wringen: {} ({}; {}; {}). Passages die de samenwerking dragen: {}." | "Passages that may strain: {} ({}; {}; {}). Passages that carry the cooperation: {}.";
    SHORT_FLAWS = "Het sterkst aanwezig: {}." | "Most strongly present: {}.";
    SHORT_NO_FLAWS = "Geen van de acht weeffouten is duidelijk aanwezig." | "None of the eight weaving flaws is clearly present.";
    SHORT_NORMS = "De tekst draagt {}." | "The text carries {}.";
    SHORT_AGAINST = "De tekst werkt {} tegen." | "The text works against {}.";
    SHORT_MIXED = "Over {} zegt de tekst het een én het ander." | "On {} the text says both one thing and the other.";
    SHORT_SILENT = "Over {} zwijgt de tekst; dat is gewoon in contracten, en een goed begin van een gesprek." | "On {} the text is silent; that is usual in contracts, and a good start of a conversation.";
    SHORT_ABSENT = "Niet gevonden, al is het in zo'n contract te verwachten: {}." | "Not found, though to be expected in such a contract: {}.";
    AND = "en" | "and";

    PROFILE = "Profiel" | "Profile";
    FLAWS_HEAD = "Acht weeffouten" | "Eight weaving flaws";
    FLAWS_SCALE = "Van 0 (niet gevonden) tot 100 (sterk aanwezig). De lijn boven de balk is de marge: zo ver hangt het cijfer af van losse artikelen." | "From 0 (not found) to 100 (strongly present). The line above the bar is the margin: how far the figure hangs on single articles.";
    NORMS_HEAD = "Zes relationele normen" | "Six relational norms";
    NORMS_SCALE = "Naar rechts, effen: de tekst draagt de norm. Naar links, gearceerd: de tekst werkt hem tegen. Stippellijn: de tekst zwijgt; dat is geen laag cijfer." | "To the right, plain: the text carries the norm. To the left, hatched: it works against it. Dotted line: the text is silent, which is no low figure.";
    FLAWS_RANGE = "Acht weeffouten, van 0 (niet gevonden) tot 100 (sterk aanwezig). De marge zegt hoe ver het cijfer afhangt van losse artikelen." | "Eight weaving flaws, from 0 (not found) to 100 (strongly present). The margin says how far the figure hangs on single articles.";
    NORMS_RANGE = "Zes relationele normen, van 0 (de tekst werkt de norm tegen) tot 100 (de tekst draagt hem). Zwijgt de tekst, dan is er geen cijfer; dat is niet hetzelfde als een laag cijfer." | "Six relational norms, from 0 (the text works against the norm) to 100 (the text carries it). Where the text is silent there is no figure; that is not the same as a low one.";
    PICTURE = "Beeld" | "Chart";
    MARGIN = "Marge" | "Margin";

    STRENGTHS = "Wat al draagt" | "What already carries";
    STRENGTHS_LEAD = "Begin hier: dit is er al, en dit is wat de partijen willen houden." | "Start here: this is there already, and it is what the parties want to keep.";
    NO_STRENGTHS = "Er zijn geen passages herkend die een norm dragen. Dat zegt iets over deze tekst, niet over de partijen." | "No passage was recognised that carries a norm. That says something about this text, not about the parties.";
    MORE_STRENGTHS = "Nog {} passages staan in het register." | "{} more passages are in the register.";

    TALKS = "Gesprekken die ertoe doen" | "Conversations that matter";
    TALKS_LEAD = "Dit zijn niet de zwaarste artikelen, maar de onderwerpen die het meest van de tekst raken. Beide kanten hadden er een reden voor; het gesprek gaat over die reden." | "These are not the heaviest clauses, but the subjects that touch most of the text. Both sides had a reason for them; the conversation is about that reason.";
    TALK_SHARE = "bevindingen: {}; {} % van het gewicht van alles wat kan wringen" | "findings: {}; {} % of the weight of all that may strain";
    WHAT_IT_DOES = "Wat dit doet met beide kanten" | "What this does to either side";
    QUESTION = "Een vraag om mee te beginnen" | "A question to start with";
    COULD_BE = "Zo zou het ook kunnen" | "It could also read";
    NO_TALKS = "Er is niets gevonden wat een gesprek vraagt." | "Nothing was found that asks for a conversation.";

    MAP = "Kaart van het document" | "Map of the document";
    MAP_LEAD = "Elk artikel is een lijn, zo lang als de tekst. Boven de lijn wat kan wringen: hoe hoger, hoe zwaarder. Onder de lijn wat draagt. De titel leidt naar de tekst, met de bevindingen ernaast." | "Each article is a line as long as its text. Above the line is what may strain: the higher, the graver. Below the line is what carries. The title leads to the text, with its findings beside it.";
    ARTICLE = "Artikel" | "Article";
    FOUND = "Gevonden" | "Found";
    NOTHING = "niets" | "nothing";

    FRAMES = "Naast de kaders gelegd" | "Laid beside the frameworks";
    FRAMES_LEAD = "Kaders uit het relationeel contracteren, met wat ervoor en ertegen spreekt in de tekst. Ten dele wil zeggen: alleen in de overwegingen, niet compleet, of met iets ertegenover. Niet gevonden wil zeggen: niet in woorden die het programma kent." | "Frameworks of relational contracting, with what speaks for and against in the text. In part means: in the recitals only, not complete, or with something against it. Not found means: not in words that the program knows.";
    NOT_ENOUGH = "Te weinig grond om de tekst naast de kaders te leggen." | "Not enough evidence to lay the text beside the frameworks.";
    SPEECH = "Hoe de tekst spreekt" | "How the text speaks";
    SPEECH_RATIO = "{} : {}. Van elke 100 woorden die opdragen, verbieden of gevolgen noemen, of juist zeggen wat partijen samen doen en hoe, zijn er {} van de eerste soort. Gemeten aan de manier van spreken, zin voor zin, niet aan het onderwerp van artikelen." | "{} : {}. Of every 100 words that command, forbid or name consequences, or else say what the parties do together and how, {} are of the first kind. Measured by the way of speaking, sentence by sentence, not by the subject of clauses.";
    SPEECH_NONE = "Te weinig zinnen spreken op een van beide manieren." | "Too few sentences speak either way.";
    SPEECH_ASK = "Welke bladzijde zou iemand die het werk doet, nog eens lezen?" | "Which page would someone who does the work read again?";
    TOPICS = "Waarover de tekst gaat" | "What the text is about";
    TOPICS_SPLIT = "Recht {} %, inhoud {} %, relatie {} % en geen herkenbaar onderwerp {} %, naar het onderwerp van artikelen. Zo gemeten is een handelscontract ongeveer voor de helft juridisch; wat er meestal in ontbreekt, is de relatie." | "Law {} %, substance {} %, relation {} % and no subject that was recognised {} %, by the subject of clauses. Measured so, a commercial contract is about half legal; what it mostly lacks is the relation.";
    TOPICS_NONE = "Te weinig grond: {} % van de tekst staat onder een onderwerp dat het programma niet kent." | "Not enough evidence: {} % of the text stands under a subject that the program doesn't know.";
    TOPIC_LEGAL = "recht" | "law";
    TOPIC_SUBSTANTIVE = "inhoud" | "substance";
    TOPIC_RELATIONAL = "relatie" | "relation";
    TOPIC_NONE = "geen onderwerp" | "no subject";
    FRAMEWORK = "Kader" | "Framework";
    OVERVIEW = "Overzicht" | "Overview";
    OVERVIEW_LEAD = "Elk kader in één regel; de titel leidt naar de bladzijde met bewijs voor en tegen, achterin." | "Every framework in one line; the title leads to the page with evidence for and against, at the back.";
    DETAILS = "De kaders, een voor een" | "The frameworks, one by one";
    COUNT_THERE = "{} aanwezig" | "{} there";
    COUNT_PART = "{} ten dele" | "{} in part";
    COUNT_ABSENT = "{} niet gevonden" | "{} not found";
    COUNT_LEFT = "{} naar links" | "{} to the left";
    COUNT_RIGHT = "{} naar rechts" | "{} to the right";
    COUNT_NONE = "{} zonder positie" | "{} without a position";
    LADDER_GIST = "{} van 100" | "{} of 100";
    CHOSEN = "De tekst wijst naar: {}." | "The text points to: {}.";
    NOT_CHOSEN = "Te weinig grond om er een aan te wijzen." | "Not enough evidence to point one out.";
    NOT_APPLICABLE = "Te weinig grond: niets in de tekst geeft reden om dit kader ernaast te leggen." | "Not enough evidence: nothing in the text gives reason to lay this framework beside it.";
    ABSENT_ELEMENTS = "Niet gevonden: {}." | "Not found: {}.";
    SURE = "Zekerheid {} ({})" | "Confidence {} ({})";
    ASKS = "Vraag" | "Question";
    FOR = "Ervoor" | "For";
    AGAINST = "Ertegen" | "Against";
    DECIDED = "Over {} bevindingen is al besloten. Zij tellen mee in scores en kaders, want de tekst is niet veranderd; zij staan niet bij de gesprekken, de voorstellen en in het register." | "{} findings were decided on before. They count in scores and frameworks, for the text has not changed; they are not among the conversations, the proposals and in the register.";
    POLES = "Acht spanningsvelden" | "Eight polarities";
    POLES_RANGE = "Van −1 (links) tot 1 (rechts): waar de tekst heen neigt." | "From −1 (left) to 1 (right): where the text leans.";
    POLES_SCALE = "De stip staat waar de tekst heen neigt. Geen stip: de tekst neigt te weinig naar een van beide." | "The dot stands where the text leans. No dot: the text leans too little either way.";
    LEFT = "Aan deze kant" | "To this side";
    RIGHT = "Aan die kant" | "To that side";
    POSITION = "Stand" | "Position";
    NO_POSITION = "geen positie" | "no position";
    ELEMENT = "Wat erbij hoort" | "What belongs to it";
    LEVEL_FULL = "● staat er" | "● is there";
    LEVEL_HALF = "◐ ten dele" | "◐ in part";
    LEVEL_NONE = "○ niet gevonden" | "○ not found";
    SPEAKS_AGAINST = "Daartegenover staat" | "Against it speaks";
    LADDER_VALUE = "{} van 100: welke treden er zijn, of zij in volgorde komen, en of er een termijn bij staat." | "{} of 100: which steps are there, whether they come in order, and whether a time limit stands with them.";

    REWRITES = "Herschrijfvoorstellen" | "Rewrites proposed";
    REWRITES_LEAD = "Links wat er staat, rechts een voorstel om over te praten; {wat tussen haken staat} vullen de partijen zelf in. Een voorstel over woorden kan meteen worden geprobeerd. Bij een voorstel over inhoud verschuiven rechten of risico's: eerst samen praten, en dan kijkt een jurist mee." | "On the left what it says, on the right a proposal to talk about; the parties fill in {what stands in braces}. A proposal about wording can be tried at once. One about substance moves rights or risks: talk first, and have a lawyer look along.";
    NOW = "Nu" | "Now";
    THEN = "Voorstel" | "Proposal";
    ALSO_AT = "Ook bij" | "Also at";
    AND_MORE = "en nog {}" | "and {} more";
    REWRITES_LATER = "Nog {} voorstellen staan achterin." | "{} more proposals follow at the back.";
    MORE_REWRITES = "Verdere voorstellen" | "Further proposals";
    NO_REWRITES = "Er zijn geen voorstellen." | "There are no proposals.";

    BALANCE = "Wie moet wat, en wie mag wat" | "Who must do what, and who may";
    BALANCE_LEAD = "Geteld zijn zinnen die iemand iets opleggen (links) of toestaan (rechts). Het zijn aantallen, geen gewicht: één zware plicht telt even veel als één lichte. Gelijke aantallen zijn niet het doel; de vraag is of beide kanten de verdeling kunnen uitleggen." | "Counted are sentences that lay something on someone (left) or allow it (right). They are numbers, not weights: a heavy duty counts as much as a light one. Equal numbers are not the aim; the question is whether both sides can explain the division.";
    BALANCE_COUNTS = "Geteld zijn zinnen die iemand iets opleggen of toestaan. Het zijn aantallen, geen gewicht: één zware plicht telt even veel als één lichte. Gelijke aantallen zijn niet het doel; de vraag is of beide kanten de verdeling kunnen uitleggen." | "Counted are sentences that lay something on someone or allow it. They are numbers, not weights: a heavy duty counts as much as a light one. Equal numbers are not the aim; the question is whether both sides can explain the division.";
    WHO = "Wie" | "Who";
    MUST = "moet" | "must";
    MAY_NOT = "mag niet" | "may not";
    MAY = "mag" | "may";
    SEES_FIT = "mag naar eigen inzicht" | "may as it sees fit";
    BALANCE_LEGEND = "Van het midden naar links: moet (effen), mag niet (open). Naar rechts: mag (effen), mag naar eigen inzicht (open)." | "From the middle to the left: must (plain), may not (open). To the right: may (plain), may as it sees fit (open).";
    PAIRED = "Rechten die beide kanten kunnen hebben" | "Rights that both sides can have";
    PAIRED_LEAD = "Van elk recht of elke plicht die wederkerig kan zijn: wie er baat bij heeft, en hoe elk van beide kanten dat kan lezen. Beide lezingen zijn redelijk; welke klopt, weten alleen de partijen." | "Of each right or duty that can be mutual: who gains by it, and how either side may read that. Both readings are reasonable; only the parties know which is right.";
    RIGHT_OF = "Recht of plicht" | "Right or duty";
    SPREAD = "Verdeling" | "Division";
    HOLDERS = "Wie er baat bij heeft, en waar" | "Who gains by it, and where";
    READINGS = "Van beide kanten gelezen" | "Read from both sides";
    CONDITIONAL = "onder voorwaarden" | "on conditions";
    THE_OTHER = "de ander" | "the other";
    STANDING_MUTUAL = "wederkerig" | "mutual";
    STANDING_MIRRORED = "voor elk apart geregeld" | "arranged for each apart";
    STANDING_UNEVEN = "ongelijk: {} is vrijer" | "uneven: {} is freer";
    STANDING_ONE = "alleen {}" | "only {}";
    STANDING_UNCLEAR = "niet te zeggen voor wie" | "it can't be told for whom";
    READ_ONE = "{}: ruimte om te handelen als het moet. {}: niet weten wanneer dat komt, en zelf die weg niet hebben." | "{}: room to act when needed. {}: not knowing when it comes, and not having that road.";
    READ_BURDEN = "{}: zekerheid dat de ander het draagt of bewaart. {}: een last waar niets van gelijke aard tegenover staat." | "{}: certainty that the other bears or keeps it. {}: a burden with nothing of the same kind in return.";
    READ_UNEVEN = "{}: geen drempel, dus snel. {}: wel een drempel, dus minder speelruimte dan de ander." | "{}: no threshold, so quick. {}: a threshold, so less room than the other.";
    SUBJECT_TERMINATION = "beëindigen" | "to end the contract";
    SUBJECT_LIABILITY = "instaan voor schade" | "to answer for damage";
    SUBJECT_INDEMNITY = "vrijwaren" | "to indemnify";
    SUBJECT_SUSPENSION = "opschorten" | "to suspend";
    SUBJECT_AUDIT = "inzien en controleren" | "to inspect and audit";
    SUBJECT_CHANGE = "wijzigen" | "to change";
    SUBJECT_PRICE = "de prijs aanpassen" | "to adjust the price";
    SUBJECT_CONFIDENTIALITY = "geheimhouden" | "to keep secret";
    SUBJECT_NOTICE = "melden" | "to tell the other";
    SUBJECT_REMEDIES = "schade, boete en rente vorderen" | "to claim damages, fines and interest";
    NO_BALANCE = "Er zijn geen zinnen herkend die iemand iets opleggen of toestaan." | "No sentences were recognised that lay something on anyone or allow it.";

    ABSENT = "Wat niet is gevonden" | "What was not found";
    ABSENT_LEAD = "Dit zou in zo'n contract te verwachten zijn. Misschien is het elders afgesproken, of zegt de tekst het met andere woorden." | "This could be expected in such a contract. It may be agreed elsewhere, or the text may say it in other words.";
    NO_ABSENT = "Er is niets gemist, of dit soort document geeft geen reden om iets te verwachten." | "Nothing was missed, or this kind of document gives no reason to expect anything.";
    COULD_ADD = "Zou kunnen worden toegevoegd" | "Could be added";

    UNASSESSED = "Wat niet is beoordeeld" | "What was not assessed";
    UNASSESSED_ALL = "Alle tekst die meetelt is gelezen en beoordeeld." | "All text that counts was read and assessed.";
    UNASSESSED_ZONES = "Niet meegeteld, zoals de meetlat zegt: {} woorden in definities, koppen, inhoudsopgave, ondertekening, tabellen met gegevens en paginaranden." | "Not counted, as the rubric says: {} words in definitions, headings, contents, signatures, tables of data and page margins.";
    UNASSESSED_OUTSIDE = "Buiten beeld blijven prijzen, marktmacht, stukken waarnaar wordt verwezen en die niet zijn meegegeven, en alles wat partijen doen zonder het op te schrijven." | "Out of sight are prices, market power, documents that are referred to and were not given, and all that parties do without writing it down.";
    FAULTS = "Regels die zijn uitgevallen" | "Rules that failed";

    REGISTER = "Register van alle bevindingen" | "Register of all findings";
    REGISTER_LEAD = "Elke bevinding met haar plaats, van voor naar achter. Het nummer leidt naar de tekst." | "Every finding with its place, from front to back. The number leads to the text.";
    NUMBER = "Nr." | "No.";
    PLACE = "Plaats" | "Place";
    KIND = "Weegt als" | "Weighs as";
    WHAT = "Wat" | "What";
    RULE = "Regel" | "Rule";

    TEXT = "De tekst, met de bevindingen ernaast" | "The text, with its findings beside it";
    TO_MAP = "naar de kaart" | "to the map";

    SHEET = "Vragen vooraf" | "Questions beforehand";
    SHEET_ABOUT = "Bij" | "About";
    SHEET_LEAD = "Beantwoord deze vragen alleen en op papier. Er zijn geen goede of foute antwoorden. Alle antwoorden gaan tegelijk naar alle deelnemers; wat je liever in het gesprek zegt, mag je openlaten." | "Answer these questions alone and in writing. There are no right or wrong answers. All answers go to all participants at once; what you would rather say in the conversation you may leave open.";
    SHEET_FACILITATOR = "Exemplaar voor de begeleider: onder elke vraag staat wat haar opriep. Deelnemers krijgen dezelfde vragen zonder artikelnummers, zodat niemand begint met het verdedigen van een bepaling." | "Facilitator's copy: under each question stands what raised it. Participants get the same questions without clause numbers, so that nobody starts by defending a clause.";
    STAGE_PURPOSE = "Waarvoor" | "Purpose";
    STAGE_VISION = "Een gezamenlijke visie" | "A shared vision";
    STAGE_PAST = "Beelden uit het verleden" | "Images of the past";
    STAGE_PRESSURE = "Later, als het veilig genoeg is: onder druk" | "Later, when it is safe enough: under pressure";
    FOR_PARTY = "Voor {}" | "For {}";
    FOR_PARTY_LEAD = "Deze vragen zijn voor {} in het bijzonder; de andere partijen krijgen hun eigen vragen." | "These questions are for {} in particular; the other parties get their own.";
    STAGE_WORKS = "Wat werkt" | "What works";
    STAGE_INTERESTS = "Verwachtingen en belangen" | "Expectations and interests";
    STAGE_WORRIES = "Zorgen" | "Worries";
    STAGE_CHANGE = "Verandering en verschil van mening" | "Change and disagreement";
    STAGE_ROLES = "Rollen" | "Roles";
    STAGE_SUCCESS = "Succes" | "Success";
    STAGE_REMINDERS = "Waaraan wij elkaar herinneren" | "What we remind each other of";
    LAYER_HEAD = "spreekt het hoofd aan" | "speaks to the head";
    LAYER_HEART = "spreekt het hart aan" | "speaks to the heart";
    LAYER_BELLY = "spreekt de buik aan" | "speaks to the belly";
    RAISED_SILENT = "de tekst zwijgt over {}" | "the text is silent on {}";
    ANSWER = "Ruimte voor je antwoord" | "Room for your answer";

    ROUNDS = "Rondes van een contract" | "Rounds of a contract";
    ROUNDS_SCALE = "Van 0 tot 100; boven de vorige ronde, onder deze. Bij weeffouten is lager beter, bij normen hoger." | "From 0 to 100; above the earlier round, below this one. Of flaws lower is better, of norms higher.";
    FROM_TO = "Van → naar" | "From → to";
    FINDINGS_GONE = "Bevindingen die zijn verdwenen" | "Findings that are gone";
    FINDINGS_NEW = "Nieuwe bevindingen" | "New findings";
    FINDINGS_MOVED = "Bevindingen die zijn verplaatst of anders verwoord" | "Findings that moved or were reworded";
    CLAUSES_LEAD = "Wat doorgestreept is, stond er; wat onderstreept is, is gekomen." | "What is struck through was there; what is underlined has come.";
    WAS = "Was" | "Was";
    IS = "Is" | "Is";

    METHOD = "Hoe dit is gemaakt" | "How this was made";
    METHOD_1 = "Het programma weeflint {} leest de tekst zin voor zin en legt er {} regels naast. Elke regel zegt wat zij zoekt en waarom dat ertoe doet; met weeflint explain en de naam van de regel staat dat op het scherm." | "The program weeflint {} reads the text sentence by sentence and lays {} rules beside it. Each rule says what it looks for and why that matters; weeflint explain and the name of the rule shows it.";
    METHOD_2 = "Een zin weegt zo zwaar als zijn woorden (minstens 6, hoogstens 60). Een bevinding neemt een deel van haar zin, naar haar gewicht en zekerheid. Het cijfer van een weeffout volgt uit het geraakte deel van de tekst, uit wat ontbreekt en uit de zwaarste passage. Goede woorden elders wegen een zware bepaling niet op." | "A sentence weighs its words (at least 6, at most 60). A finding takes a share of its sentence, by its weight and sureness. The figure of a flaw follows from the part of the text that is hit, from what is missing and from the heaviest passage. Good words elsewhere do not outweigh a grave clause.";
    METHOD_3 = "Hetzelfde bestand en dezelfde meetlat ({}) geven hetzelfde verslag. Cijfers van twee versies zijn alleen te vergelijken onder dezelfde meetlat." | "The same file and the same rubric ({}) give the same report. Figures of two versions can be compared only under the same rubric.";
    NOT_SAID = "Wat dit niet zegt" | "What this does not say";
    NOT_1 = "Of een bepaling geldig of afdwingbaar is. Dit is geen juridisch advies." | "Whether a clause is valid or enforceable. This is no legal advice.";
    NOT_2 = "Of het contract eerlijk is tussen deze partijen: prijs en macht buiten de tekst zijn niet gezien." | "Whether the contract is fair between these parties: price and power outside the text were not seen.";
    NOT_3 = "Of partijen elkaar vertrouwen, wat zij bedoelen of wat zij doen." | "Whether the parties trust each other, what they mean or what they do.";
    NOT_4 = "Dat een hoog cijfer tot problemen heeft geleid of zal leiden. Het is geen kans." | "That a high figure has led or will lead to trouble. It is no probability.";
    NOT_5 = "Dat relationeel contracteren bij elke afspraak past." | "That relational contracting fits every agreement.";
    NOT_6 = "Gewichten en drempels zijn beredeneerde beginwaarden, geen schattingen uit onderzoek; hoe vaak mensen het met de bevindingen eens zijn, is nog niet onderzocht." | "Weights and thresholds are reasoned start values, no estimates from research; how often people agree with the findings is not yet known.";
}

/// What a conversation about a flaw is about, as a question to both sides.
pub(in crate::report) fn theme(of: Flaw) -> Text {
    match of {
        Flaw::ConflictingInterests => {
            Text::new("Waar worden wij allebei beter van?", "What makes us both better off?")
        }
        Flaw::ExpectationMismatch => {
            Text::new("Wat mogen wij van elkaar verwachten?", "What may we expect of each other?")
        }
        Flaw::ChangeIsDelay => Text::new(
            "Hoe bewegen wij mee als het anders loopt?",
            "How do we adapt when things turn out differently?",
        ),
        Flaw::DetachedFromReality => {
            Text::new("Past dit bij hoe wij werken?", "Does this fit the way we work?")
        }
        Flaw::Unreadable => Text::new(
            "Begrijpt iedereen die ermee werkt wat hier staat?",
            "Does everyone who works with it understand it?",
        ),
        Flaw::OneSided => {
            Text::new("Wie beslist, en wie wordt gehoord?", "Who decides, and who is heard?")
        }
        Flaw::Unowned => Text::new("Wie pakt wat op?", "Who takes up what?"),
        Flaw::RiskAvoidance => {
            Text::new("Wat doen wij als het tegenzit?", "What do we do when things go wrong?")
        }
    }
}

/// A norm inside a sentence: `wederkerigheid`.
pub(in crate::report) fn norm(of: Norm) -> Text {
    match of {
        Norm::Loyalty => Text::new("loyaliteit", "loyalty"),
        Norm::Reciprocity => Text::new("wederkerigheid", "reciprocity"),
        Norm::Honesty => Text::new("eerlijkheid", "honesty"),
        Norm::Integrity => Text::new("integriteit", "integrity"),
        Norm::Autonomy => Text::new("autonomie", "autonomy"),
        Norm::Equity => Text::new("eigen inbreng", "equity"),
    }
}

/// What a paired right is about.
pub(in crate::report) fn subject(of: Subject) -> Text {
    match of {
        Subject::Termination => SUBJECT_TERMINATION,
        Subject::Liability => SUBJECT_LIABILITY,
        Subject::Indemnity => SUBJECT_INDEMNITY,
        Subject::Suspension => SUBJECT_SUSPENSION,
        Subject::Audit => SUBJECT_AUDIT,
        Subject::Change => SUBJECT_CHANGE,
        Subject::Price => SUBJECT_PRICE,
        Subject::Confidentiality => SUBJECT_CONFIDENTIALITY,
        Subject::Notice => SUBJECT_NOTICE,
        Subject::Remedies => SUBJECT_REMEDIES,
    }
}
