package delivery

import (
	"context"
	"strings"
	"testing"

	"lede/scheduler"
)

func TestAnAlertGoesToAPersonWhereTheChannelRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		channel, person string
		first           Outcome
		want            string
	}{
		"to the channel": {"c", "ana", Sent, "c/"}, "which refuses": {"c", "ana", Refused, "c/ /ana"}, "which does not answer": {"c", "ana", Ambiguous, "c/"}, "nobody else": {"c", "", Refused, "c/"}, "no channel": {"", "ana", Refused, "/ana"},
	} {
		var asked []string
		d := Deliverer{Post: func(_ context.Context, p Post) Result {
			asked = append(asked, p.Channel+"/"+p.Person)
			if direct := string(p.Components) == "direct"; direct != (p.Person != "") {
				t.Errorf("%s: %s to %s/%s", name, p.Components, p.Channel, p.Person)
			}
			return Result{Outcome: c.first}
		}}
		d.alert(t.Context(), scheduler.Slot{}, Post{Channel: c.channel, Components: []byte("there")}, c.person, []byte("direct"))
		if got := strings.Join(asked, " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
