// Package rank decides by learned weights which sentence answers a question best, and whether it answers at all. It works
// on numbers that briefing/answer computes, and reads no text itself.
package rank
