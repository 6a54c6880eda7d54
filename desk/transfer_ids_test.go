package desk

import "testing"

// TestAnIdIsWrittenInOneWay: "07" would be another role than 7 here, and the same to Discord; so @everyone could be chosen.
func TestAnIdIsWrittenInOneWay(t *testing.T) {
	for id, ok := range map[string]bool{"7": true, "18446744073709551615": true, "07": false, "0": false, "-7": false, "7 ": false, "٧": false} {
		_, err := ReadTransfer([]byte(`{"lede_export":1,"digests":[{"channel":"1","timetable":"07:30 UTC","role":"` + id + `"}]}`))
		if (err == nil) != ok {
			t.Errorf("the role %q: %v", id, err)
		}
	}
}
