// Package workers bounds how many handlers run at the same time, in all, for one person and for one server.
//
// It refuses to keep anybody waiting without end, and to know what a handler does.
package workers
