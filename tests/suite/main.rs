//! All tests that see the program from outside, in one binary: linking one takes seconds, linking fifteen takes minutes.

mod authors;
mod baseline;
mod cli;
mod compare;
mod config;
mod drafting;
mod duties;
mod evaluate;
mod fix;
mod layers;
mod ledger;
mod licences;
mod lsp;
mod mcp;
mod outputs;
mod packs;
mod parity;
mod parties;
mod program;
mod promises;
mod read;
mod rules;
mod sandbox;
mod scoring;
mod since;
mod talk;
