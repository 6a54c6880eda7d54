package cli

import (
	"strings"
	"testing"
	"time"

	"lede/playground"
)

// greetings returns what the bot wrote in a channel unasked.
func (r *room) greetings(t *testing.T, channel string) (list []*playground.Message) {
	t.Helper()
	all, err := r.robin.Messages(t.Context(), channel)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if strings.Contains(m.Text(), "### Lede") {
			list = append(list, m)
		}
	}
	return list
}

// greeted waits for the greeting in a channel.
func (r *room) greeted(t *testing.T, channel string) *playground.Message {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if list := r.greetings(t, channel); len(list) > 0 {
			return list[0]
		}
	}
	t.Fatal("nobody was greeted within 15 s")
	return nil
}

// pressed presses a button of a message and returns the answer.
func pressed(t *testing.T, p patient, m *playground.Message, prefix string) *playground.Interaction {
	t.Helper()
	i, err := p.Press(t.Context(), m.ID, customID(t, m, prefix))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// TestANewServerIsGreetedOnce: in its system channel, with buttons that do what those who press them may do; never again, whatever
// happens to the connection, and nowhere else.
func TestANewServerIsGreetedOnce(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	g, err := r.robin.Found(t.Context(), "The Harbour")
	if err != nil {
		t.Fatal(err)
	}
	hall := g.Channels[0].ID
	m := r.greeted(t, hall)
	has(t, plain(m.Text()), "every line I show is copied from the article", "Manage Server")
	if n := strings.Count(string(m.Raw), `"custom_id"`); n != 3 {
		t.Errorf("%d buttons", n)
	}
	for _, prefix := range []string{"sources/add", "digest/set"} {
		refused := pressed(t, r.sam, m, prefix)
		has(t, text(t, refused, nil), "Manage Server")
		if !refused.Ephemeral {
			t.Errorf("%s: others see that Sam may not do it", prefix)
		}
		if form := pressed(t, r.robin, m, prefix); form.Modal == nil {
			t.Errorf("%s opens no form for an admin", prefix)
		}
	}
	sample := pressed(t, r.sam, m, "Brief this/sample")
	has(t, text(t, sample, nil), "made up", "night boat", "[2]")
	if !sample.Ephemeral {
		t.Error("others see Sam's sample")
	}
	has(t, text(t, pressed(t, r.sam, sample.Message, "who"), nil), "Marta Lindqvist")

	r.Invalidate()
	for deadline := time.Now().Add(time.Minute); len(r.Identifications()) < 2 || !r.news.Bot.Connected(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the bot does not come back")
		}
	}
	if other, err := r.sam.Found(t.Context(), "The Mill"); err != nil {
		t.Error(err)
	} else {
		r.greeted(t, other.Channels[0].ID) // by then all that was said before has been heard
	}
	for name, channel := range map[string]string{"the new server": hall, "a server of old": r.hall} {
		want := 0
		if channel == hall {
			want = 1
		}
		if list := r.greetings(t, channel); len(list) != want {
			t.Errorf("%s was greeted %d times", name, len(list))
		}
	}
}
