package scheduler_test

import (
	"testing"

	"lede/scheduler"
)

// TestADifferenceFromUTCIsShownAsPeopleWriteIt, with its sign turned round.
func TestADifferenceFromUTCIsShownAsPeopleWriteIt(t *testing.T) {
	for name, want := range map[string]string{
		"Etc/GMT-11": "UTC+11", "Etc/GMT+3": "UTC-3", "Etc/GMT0": "UTC", "Etc/UTC": "UTC", "Etc/GMT": "UTC", "Etc/Zulu": "UTC", "Europe/Paris": "Europe/Paris", "UTC": "UTC", "": "",
	} {
		if got := scheduler.ShownZone(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}
