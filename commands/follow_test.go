package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

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

// TestAFollowThatIsTypedInADirectMessageFollows: with its address and options as Discord shows them, and in any case.
func TestAFollowThatIsTypedInADirectMessageFollows(t *testing.T) {
	d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("The Harbour Post", 3)}}, 50)
	say := func(text string) string {
		t.Helper()
		reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: command.Person{ID: "p"}, Text: text})
		if err != nil {
			return err.Error()
		}
		return said(t, reply)
	}
	say("/Follow add https://post.example words:ferry harbour time:07:30 zone:Europe/Berlin")
	list, err := d.Sources(t.Context(), desk.Alone("p"))
	if err != nil || len(list) != 1 || list[0].Address != "https://post.example/feed" || list[0].Filter.String() != "ferry harbour" {
		t.Fatalf("followed is %+v, %v", list, err)
	}
	digests, err := d.Digests(t.Context(), desk.Alone("p"))
	if err != nil || len(digests) != 1 || digests[0].Timetable != "07:30 every day Europe/Berlin" {
		t.Errorf("told at %+v, %v", digests, err)
	}
	say("/follow stop The Harbour Post")
	if list, _ := d.Sources(t.Context(), desk.Alone("p")); len(list) != 0 {
		t.Errorf("still followed is %+v", list)
	}
}

// TestWhoFollowsNothingIsOfferedTheSourcesOfTheServer: one is followed by choosing it. Elsewhere there are none to offer.
func TestWhoFollowsNothingIsOfferedTheSourcesOfTheServer(t *testing.T) {
	d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("The Harbour Post", 3)}}, 50)
	if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://post.example/feed", Name: "The Harbour Post"}); err != nil {
		t.Fatal(err)
	}
	reply := do(t, d, admin("follow", "list", nil))
	contains(t, said(t, reply), "You follow nothing")
	contains(t, run(t, d, chosen(t, reply, 0)), "Followed", "The Harbour Post")
	own, err := d.Sources(t.Context(), desk.Alone(admin("follow", "", nil).Person.ID))
	if err != nil || len(own) != 1 || own[0].Address != "https://post.example/feed" {
		t.Errorf("followed is %+v, %v", own, err)
	}
}

// TestWhatIsFollowedAlreadyIsSaidToBe: unless words or another time are added; the same words are not added twice.
func TestWhatIsFollowedAlreadyIsSaidToBe(t *testing.T) {
	d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("The Harbour Post", 3)}}, 50)
	for i, c := range []struct{ words, time, want, not string }{
		{"ferry", "", "Followed", "already"}, {"ferry", "", "You follow this already", "ferry, ferry"}, {"ferry, tram", "", "Followed", "ferry, ferry"},
		{"tram", "09:15", "Followed", "already"}, {"", "", "Followed", "already"}, {"", "", "You follow this already", "Followed"}, {"bus", "", "You follow this already", "Followed"},
	} {
		options := map[string]string{"source": "https://post.example", "words": c.words, "time": c.time}
		if text := run(t, d, admin("follow", "add", options)); !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%d: %s", i, text)
		}
	}
	alone := desk.Alone(admin("follow", "", nil).Person.ID)
	list, err := d.Digests(t.Context(), alone)
	if err == nil {
		_, err = d.ChangeDigest(t.Context(), alone, list[0].ID, func(g *desk.Digest) error { g.Paused = problem.New("zone.none"); return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
	contains(t, run(t, d, admin("follow", "add", map[string]string{"source": "https://post.example"})), "Followed")
}

// TestWordsThatFindNoRoomAreSaidTo: a person may follow fewer sources than a server has. One that they follow already is not passed over.
func TestWordsThatFindNoRoomAreSaidTo(t *testing.T) {
	d := deskWithSites(t, &sites{}, 50)
	for i := range 22 {
		if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: fmt.Sprintf("https://%02d.example/feed", i), Name: fmt.Sprintf("Paper %02d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	contains(t, run(t, d, admin("follow", "add", map[string]string{"source": "Paper 21", "words": "tram"})), "Followed")
	contains(t, run(t, d, admin("follow", "add", map[string]string{"words": "ferry"})), "Followed", "Paper 18", "only: tram, ferry", "2 sources of this server are left out")
	if text := run(t, d, admin("follow", "list", nil)); strings.Contains(text, "left out") || strings.Contains(text, "Paper 19") {
		t.Error(text)
	}
}
