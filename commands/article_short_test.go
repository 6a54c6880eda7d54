package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/commands/command"
	"lede/desk"
)

// TestWhatIsHardlyAnArticleIsAskedAbout before it is the newest of a server, however it is given; the button adds it.
func TestWhatIsHardlyAnArticleIsAskedAbout(t *testing.T) {
	file := admin("article", "add", nil)
	file.Attachment = &command.Attachment{URL: "https://cdn.discordapp.com/x", Filename: "short.txt"}
	for name, in := range map[string]command.Input{
		"a word":         admin("article", "add", map[string]string{"text": "test", "headline": "maybe"}),
		"a sentence":     admin("article", "add", map[string]string{"text": "The mill has closed, its owner said.", "headline": "maybe"}),
		"no sentence":    admin("article", "add", map[string]string{"text": strings.Repeat("word ", 40), "headline": "maybe"}),
		"the form again": admin("article", "add", map[string]string{"text": "test", "headline": "maybe", command.Again: "1"}),
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := newDesk(t, bridge(t))
			contains(t, run(t, d, in), "very short for an article", "Nothing has been added yet")
			if list, err := d.Headlines(t.Context(), desk.Reader{Guild: "g"}); err != nil || len(list) != 1 {
				t.Fatalf("%d articles, %v", len(list), err)
			}
			press, _ := command.FromCustomID("article/add?sure=1")
			press.Guild, press.Channel, press.Person, press.Permissions = in.Guild, in.Channel, in.Person, in.Permissions
			if mode := commandNamed(t, d, "article").Mode(t.Context(), press); mode != command.Private {
				t.Errorf("the button's mode is %v", mode)
			}
			contains(t, run(t, d, press), "Added", "newest article")
			contains(t, run(t, d, press), "no longer kept") // once
		})
	}
	d, _ := newDesk(t)
	contains(t, run(t, d, admin("article", "add", map[string]string{"text": news, "headline": "maybe"})), "Added")
	contains(t, run(t, d, admin("article", "add", map[string]string{"text": strings.Repeat("这座旧桥将关闭三周,市长星期一说。", 5), "headline": "maybe"})), "Added")
}

// TestHeadlinesAreDatedAndMarkedWhenNew: what came within a day and the person has not opened.
func TestHeadlinesAreDatedAndMarkedWhenNew(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	contains(t, run(t, d, admin("article", "add", map[string]string{"text": "The fair opens.\n" + news, "headline": "first"})), "Added")
	text := run(t, d, admin("headlines", "", nil))
	contains(t, text, "The fair opens.", "<t:1772431200:R>", "**new**")
	if strings.Count(text, "**new**") != 1 {
		t.Errorf("what was always there is new: %s", text)
	}
	run(t, d, admin("summary", "", nil))
	if text := run(t, d, admin("headlines", "", nil)); strings.Contains(text, "**new**") {
		t.Errorf("what was opened is new: %s", text)
	}
}

// TestNothingIsMarkedNewWhereAllIs: the mark would say nothing.
func TestNothingIsMarkedNewWhereAllIs(t *testing.T) {
	d, _ := newDesk(t)
	add := func(n int) {
		about := []string{"fair", "school", "pub", "bakery", "pool", "church", "museum", "stadium", "library", "harbour", "tunnel"}[n]
		text := fmt.Sprintf("The %[1]s opens.\nVisitors came to the %[1]s by the hundred on its day %[2]d. Its %[1]s band of %[2]d played. All of the %[1]s was new, said its owner.", about, n+10)
		contains(t, run(t, d, admin("article", "add", map[string]string{"text": text, "headline": "first"})), "Added")
	}
	for n := range 10 {
		add(n)
	}
	if text := run(t, d, admin("headlines", "", nil)); !strings.Contains(text, "**new**") {
		t.Errorf("none of ten is marked: %s", text)
	}
	add(10)
	if text := run(t, d, admin("headlines", "", nil)); strings.Contains(text, "**new**") || !strings.Contains(text, "tunnel") {
		t.Errorf("of eleven that are new, some are marked: %s", text)
	}
}
