// Package training learns the weights that briefing/logistic uses, and writes them. It refuses to read examples: that is
// left to the trainers.
package training
