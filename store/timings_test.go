package store

import (
	"testing"
	"time"
)

// TestEachOperationIsTimedByItsName, and none by another's.
func TestEachOperationIsTimedByItsName(t *testing.T) {
	for o := range operations {
		var timings Timings
		timings.Took(o, time.Now())
		for name, spread := range timings.Spreads() {
			if want := name == operationNames[o]; (spread.Count == 1) != want {
				t.Errorf("%d calls of %s, after one of %s", spread.Count, name, operationNames[o])
			}
		}
	}
}
