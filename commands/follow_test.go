package commands_test

import "testing"

// TestWhoFollowsMayNameTheirZoneAsAnAdminMay: by its city, and what may mean several is asked about.
func TestWhoFollowsMayNameTheirZoneAsAnAdminMay(t *testing.T) {
	d, _ := newDesk(t)
	add := func(zone string) string {
		return run(t, d, admin("follow", "add", map[string]string{"words": "ferry", "zone": zone}))
	}
	contains(t, add("EST"), "America/New_York", "America/Panama")
	contains(t, add("Munich"), "Nothing is named") // the zone is known, so that only the source is missing
	in := admin("follow", "time", map[string]string{"zone": "munich"})
	in.Focused = "zone"
	choices, err := commandNamed(t, d, "follow").Complete(t.Context(), in)
	if err != nil || len(choices) == 0 || choices[0].Value != "Europe/Berlin" {
		t.Errorf("offered are %v, %v", choices, err)
	}
}
