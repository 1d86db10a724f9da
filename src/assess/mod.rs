//! Scores: the findings of a contract added up per flaw and per norm.
