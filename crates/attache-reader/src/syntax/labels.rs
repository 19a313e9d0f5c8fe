//! The closed sets a word is labelled with: parts of speech and relations.
//!
//! Each set is one table: variant and the text it has in a treebank.
//!
//! ```
//! use attache_reader::syntax::{Deprel, Upos};
//! assert_eq!(Upos::parse("VERB"), Some(Upos::Verb));
//! assert_eq!(Deprel::NsubjPass.as_str(), "nsubj:pass");
//! assert_eq!(Deprel::NsubjPass.base(), Deprel::Nsubj);
//! ```

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $(#[doc = concat!("\"", $text, "\" in a treebank.")] $variant,)* }

        impl $name {
            /// Every label, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The label's text in a treebank.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The label written so in a treebank.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|label| label.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos {
        Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET",
        Intj "INTJ", Noun "NOUN", Num "NUM", Part "PART", Pron "PRON",
        Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X",
    }
}

labels! {
    /// Penn Treebank part of speech: tells a past tense from a participle and
    /// a singular from a plural.
    Xpos {
        Cc "CC", Cd "CD", Dt "DT", Ex "EX", Fw "FW", In "IN", Jj "JJ", Jjr "JJR",
        Jjs "JJS", Ls "LS", Md "MD", Nn "NN", Nnp "NNP", Nnps "NNPS", Nns "NNS",
        Pdt "PDT", Pos "POS", Prp "PRP", PrpPoss "PRP$", Rb "RB", Rbr "RBR",
        Rbs "RBS", Rp "RP", Sym "SYM", To "TO", Uh "UH", Vb "VB", Vbd "VBD",
        Vbg "VBG", Vbn "VBN", Vbp "VBP", Vbz "VBZ", Wdt "WDT", Wp "WP",
        WpPoss "WP$", Wrb "WRB", Dollar "$", Comma ",", Period ".", Colon ":",
        OpenQuote "``", CloseQuote "''", OpenBracket "-LRB-", CloseBracket "-RRB-",
        Hyphen "HYPH", Address "ADD", Affix "AFX", GoesWith "GW", OtherPunct "NFP",
        Unknown "XX",
    }
}

labels! {
    /// Universal dependency relation, with the subtypes of the English treebanks.
    Deprel {
        Root "root", Acl "acl", AclRelcl "acl:relcl", Advcl "advcl",
        AdvclRelcl "advcl:relcl", Advmod "advmod", Amod "amod", Appos "appos",
        Aux "aux", AuxPass "aux:pass", Case "case", Cc "cc",
        CcPreconj "cc:preconj", Ccomp "ccomp", Compound "compound",
        CompoundPrt "compound:prt", Conj "conj", Cop "cop", Csubj "csubj",
        CsubjOuter "csubj:outer", CsubjPass "csubj:pass", Dep "dep", Det "det",
        DetPredet "det:predet", Discourse "discourse", Dislocated "dislocated",
        Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith",
        Iobj "iobj", List "list", Mark "mark", Nmod "nmod",
        NmodDesc "nmod:desc", NmodPoss "nmod:poss",
        NmodUnmarked "nmod:unmarked", Nsubj "nsubj", NsubjOuter "nsubj:outer",
        NsubjPass "nsubj:pass", Nummod "nummod", Obj "obj", Obl "obl",
        OblAgent "obl:agent", OblUnmarked "obl:unmarked", Orphan "orphan",
        Parataxis "parataxis", Punct "punct", Reparandum "reparandum",
        Vocative "vocative", Xcomp "xcomp",
    }
}

impl Upos {
    /// A word that names things: noun, proper noun, pronoun.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Pron)
    }
}

impl Xpos {
    /// A verb form that carries tense or mood by itself ("rose", "rises", "will").
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }
}

impl Deprel {
    /// The relation without its subtype.
    #[must_use]
    pub const fn base(self) -> Self {
        match self {
            Self::AclRelcl => Self::Acl,
            Self::AdvclRelcl => Self::Advcl,
            Self::AuxPass => Self::Aux,
            Self::CcPreconj => Self::Cc,
            Self::CompoundPrt => Self::Compound,
            Self::CsubjOuter | Self::CsubjPass => Self::Csubj,
            Self::DetPredet => Self::Det,
            Self::NmodDesc | Self::NmodPoss | Self::NmodUnmarked => Self::Nmod,
            Self::NsubjOuter | Self::NsubjPass => Self::Nsubj,
            Self::OblAgent | Self::OblUnmarked => Self::Obl,
            other => other,
        }
    }

    /// A subject, nominal or clausal.
    #[must_use]
    pub const fn is_subject(self) -> bool {
        matches!(self.base(), Self::Nsubj | Self::Csubj)
    }

    /// The dependent heads a clause of its own.
    #[must_use]
    pub const fn starts_clause(self) -> bool {
        matches!(self.base(), Self::Root | Self::Acl | Self::Advcl | Self::Ccomp | Self::Csubj | Self::Parataxis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back() {
        for &label in Deprel::ALL {
            assert_eq!(Deprel::parse(label.as_str()), Some(label));
            let base = label.as_str().split(':').next().unwrap_or_default();
            assert_eq!(label.base().as_str(), base);
        }
        for &label in Xpos::ALL {
            assert_eq!(Xpos::parse(label.as_str()), Some(label));
        }
        assert_eq!(Upos::parse("verb"), None);
    }
}
