// Package weather is Discord on a bad day: its rate limits, and faults that a test or a person provokes. It decides the fate of a request
// before its body is read. It writes no answer: package rest does.
package weather
