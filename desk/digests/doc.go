// Package digests is what a guild is to be told and when, and what became of it: its digests, the edition of each that is on its way,
// and the ledger.
//
// Package desk knows what there is to tell. The package refuses to know how an edition looks, or to send it.
package digests
