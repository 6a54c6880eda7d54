// Package scheduler is Lede's sense of time: it reads timetables, says when their next run is, and hands what
// is due in the store to the code that delivers it.
//
// It refuses to remember: what is due, and who is at it, stands in the store's due index, so that any number
// of schedulers may share one store and any of them may stop at any moment. It does not know what is
// delivered, nor does it settle a claim; that belongs into the same change as the delivery's result.
package scheduler
