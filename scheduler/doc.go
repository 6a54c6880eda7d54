// Package scheduler is Lede's sense of time: it parses timetables, computes their next run, and hands due items of the store to
// the code that delivers them.
//
// It refuses to remember: what is due, and who is working on it, is in the store's due index, so that any number of schedulers
// may share one store and any of them may stop at any moment. It does not know what is delivered, nor does it settle a claim;
// that belongs in the same transaction as the delivery's result.
package scheduler
