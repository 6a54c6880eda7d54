// Package sentence tells what a sentence says by its words alone: a time, an age, a score, a number in a unit, a cause, a crowd. What it is
// about, and whether that answers a question, is told by package answer.
package sentence
