// Package sentence tells from the words alone what a sentence states: a time, an age, a score, a number in a unit, a
// cause, a crowd. Package answer decides what the sentence is about and whether it answers a question.
package sentence
