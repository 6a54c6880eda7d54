package bot

import "testing"

func TestPermissionsAreReadStrictly(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "32": 32, "2147483648": 1 << 31, "9223372036854775807": 1<<63 - 1,
		"-1": 0, "-9223372036854775808": 0, "+8": 0, "9223372036854775808": 0, "18446744073709551615": 0, "0x8": 0, "8 ": 0, "": 0, "x": 0,
	} {
		if got := permissions(s); got != want {
			t.Errorf("%q permits %b", s, got)
		}
	}
}
