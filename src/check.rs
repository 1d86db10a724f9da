//! Runs the rules over a document and puts what they say in order.
