// Package rank tells by learned weights which sentence answers a question best, and whether it answers at all. What it goes by are numbers
// that briefing/answer finds in the sentences; it reads no text itself.
package rank
