package cli

import (
	"strings"
	"testing"
	"time"
)

func TestTheClockTellsWhatComesNext(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 5, 6, 8, 0, 0, 0, time.FixedZone("", 3600))
	for _, s := range []struct {
		next time.Time
		set  bool
		want []string
	}{
		{time.Time{}, false, []string{`It is <time datetime="2030-05-06T07:00:00Z">Mon 6 May 08:00</time>.`, "No digest is set.", `value="next" disabled>`}},
		{now.Add(time.Hour), true, []string{`Next digest: <time datetime="2030-05-06T08:00:00Z">`, `value="next">`}},
		{now, true, []string{"A digest is on its way …", `http-equiv="refresh"`, `value="next" disabled>`}},
	} {
		page := clockPage(now, s.next, s.set)
		for _, want := range s.want {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not in %s", want, page)
			}
		}
		if strings.Contains(page, "%!") {
			t.Error(page)
		}
	}
}
