//! What stands between two tokens, told from the signs there: whether a sentence ends, or a clause.

use super::signs::Between;
use super::token::{Gap, Kind, Shape, Token, Tokens};

/// What stands before a token of a kind and a shape, given the signs before it and the tokens before
/// those.
pub(super) fn before(kind: Kind, shape: Shape, between: Between, out: &Tokens) -> Gap {
    let Some(last) = out.tokens.last() else { return Gap::Break };
    let blank = between.has(Between::BLANK);
    // A bullet begins an item; without a blank it masks part of a number.
    if between.has(Between::HARD) || between.has(Between::BULLET) && blank {
        return Gap::Break;
    }
    if between.has(Between::POINT) && blank && ends_sentence(kind, shape, last, out) {
        return Gap::Break;
    }
    // A comma without a blank between digits is a decimal: 39,90.
    let decimal = !blank && last.kind == Kind::Number && kind == Kind::Number;
    let clause = between.has(Between::CLAUSE) || between.has(Between::COMMA) && !decimal;
    match (clause, between.has(Between::DASH) && blank, blank) {
        (true, ..) | (_, true, _) => Gap::Clause,
        (_, _, true) => Gap::Blank,
        _ => Gap::Glued,
    }
}

/// Is a folded word an abbreviation, whose point does not end a sentence?
fn is_abbreviation(word: &[u8]) -> bool {
    #[rustfmt::skip]
    let abbreviation = matches!(
        word,
        b"m" | b"mm" | b"mr" | b"mme" | b"mlle" | b"dr" | b"pr" | b"me" | b"st" | b"ste" | b"tel"
            | b"env" | b"rep" | b"resp" | b"av" | b"bd" | b"n" | b"no" | b"art" | b"ref" | b"cf" | b"ex" | b"p"
            | b"min" | b"max" | b"mrs" | b"ms" | b"jr" | b"sr" | b"ext" | b"approx" | b"inc"
            | b"ltd" | b"co" | b"vs" | b"etc" | b"port" | b"fax" | b"mob" | b"ins"
    );
    abbreviation
}

/// Is a short folded word no abbreviation? A point after it ends the sentence, whatever follows.
fn is_whole(word: &[u8]) -> bool {
    #[rustfmt::skip]
    let whole = matches!(
        word,
        b"ok" | b"oui" | b"non" | b"vu" | b"fait" | b"pas" | b"rien" | b"mail" | b"moi" | b"lui"
            | b"elle" | b"ici" | b"bien" | b"soir" | b"midi" | b"hier" | b"jour" | b"prix"
            | b"cher" | b"mois" | b"ans" | b"nrp" | b"dit" | b"veut" | b"peut" | b"fini" | b"plus"
            | b"tard" | b"tot" | b"deux" | b"trop" | b"nous" | b"vous" | b"yes" | b"him" | b"her"
            | b"them" | b"it" | b"now" | b"done" | b"sent" | b"back" | b"here" | b"well" | b"late"
            | b"week" | b"more" | b"out" | b"off" | b"too" | b"said" | b"soon" | b"time" | b"us"
            | b"fois" | b"lol" | b"mdr" | b"svp" | b"stp" | b"toit" | b"eux" | b"code" | b"plan"
            | b"chef" | b"rdv" | b"site" | b"ami" | b"amis" | b"fils" | b"mari" | b"papa" | b"main"
            | b"dos" | b"pied" | b"bras" | b"vite" | b"bois" | b"vin" | b"vins" | b"pain" | b"eau"
            | b"gaz" | b"mur" | b"murs" | b"quai" | b"cour" | b"cave" | b"bar" | b"dix" | b"six"
            | b"cinq" | b"neuf" | b"juin" | b"mai" | b"noel" | b"zero" | b"nul" | b"ras" | b"suit"
            | b"sait" | b"dort" | b"sort" | b"voit" | b"doit" | b"sera" | b"bail" | b"cafe" | b"only"
            | b"day" | b"days" | b"yet" | b"shop" | b"says" | b"home" | b"desk" | b"yard" | b"hall"
            | b"bank" | b"lads" | b"full" | b"end" | b"year" | b"van" | b"paid" | b"busy" | b"left"
            | b"all" | b"tea" | b"club" | b"post" | b"door" | b"gate" | b"roof" | b"room" | b"lane"
            | b"work" | b"wife" | b"kids" | b"boss" | b"team" | b"deal" | b"call" | b"text" | b"tbh"
            | b"job" | b"pub" | b"one" | b"two" | b"ten" | b"each" | b"then" | b"that" | b"this"
            | b"went" | b"gone" | b"come" | b"know" | b"keen" | b"open" | b"high" | b"low" | b"far"
            | b"next" | b"last" | b"rest" | b"rain" | b"you" | b"she" | b"they" | b"mum" | b"dad"
            | b"son" | b"june" | b"july" | b"noon" | b"hire" | b"sign" | b"link" | b"name" | b"firm"
            | b"farm" | b"barn" | b"unit"
    );
    whole
}

/// Is a folded word a short form of what a number follows: a day, a week, a month ("sam. 18", "sem. 23")?
fn is_numbered(word: &[u8]) -> bool {
    #[rustfmt::skip]
    let numbered = matches!(
        word,
        b"lun" | b"mar" | b"mer" | b"jeu" | b"ven" | b"vend" | b"sam" | b"dim" | b"sem" | b"mon"
            | b"tue" | b"tues" | b"wed" | b"weds" | b"thu" | b"thur" | b"thurs" | b"fri" | b"wk"
            | b"qte" | b"qty" | b"lot" | b"bat"
    );
    numbered
}

/// Does a point followed by a blank end the sentence before a token of that kind and shape? Not after an abbreviation,
/// and not before a lower-case word when the word before is short ("arrêt mal. jusqu'au 3").
fn ends_sentence(kind: Kind, shape: Shape, last: &Token, out: &Tokens) -> bool {
    if last.kind == Kind::Number {
        return true;
    }
    let word = out.folded(last);
    // "3 000 l. Il revient": a unit; but "12 M. Dupont".
    let number = || out.tokens.iter().rev().nth(1).is_some_and(|t| t.kind == Kind::Number);
    if last.len == 1 && last.shape == Shape::Lower && shape != Shape::Lower && number() {
        return true;
    }
    let numbered = kind == Kind::Number && is_numbered(word);
    if numbered || is_abbreviation(word) || last.len == 1 {
        return false;
    }
    kind == Kind::Number || shape != Shape::Lower || last.len > 4 || is_whole(word)
}
