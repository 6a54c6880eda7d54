package turning

import "testing"

func TestWhatAMessageAnnouncesStandsBeforeItsQuestion(t *testing.T) {
	for text, want := range map[string][2]string{
		"ok and the pie company, how much did they make": {"pie company", "how much did they make"},
		"the radio teacher: when did he die?":            {"radio teacher", "when did he die?"},
	} {
		if to, ok := Announced(text); !ok || to.Thing != want[0] || to.Question != want[1] {
			t.Errorf("%q: %q, %q", text, to.Thing, to.Question)
		}
	}
	for _, text := range []string{"in the end, who won?", "the Tresk bridge, who built it?", "the pie company", "who won, the pie company?", "the pie, ok", ""} {
		if to, ok := Announced(text); ok {
			t.Errorf("%q announces %q", text, to.Thing)
		}
	}
	if called, question, ok := AskedOf("ok now the octopus one, who did it"); !ok || called != "octopus" || question != "who did it" {
		t.Errorf("of %q: %q", called, question)
	}
}

func TestWhatAMessageSaysThatItTurnsTo(t *testing.T) {
	for text, want := range map[string]To{
		"now the skin patch, does it work":                   {"skin patch", "does the skin patch work", true, false},
		"and the harbour strike, when does it end":           {"harbour strike", "when does the harbour strike end", false, false},
		"that bridge trial, was he freed":                    {"bridge trial", "was he freed", false, false},
		"so the crane driver, is he ok":                      {"crane driver", "is he ok", false, false},
		"the parking one: who voted no":                      {"parking", "who voted no", true, false},
		"thanks! and the glider, who flew it":                {"glider", "who flew it", false, false},
		"actually lets do the reshuffle. who is the new one": {"reshuffle", "who is the new one", true, false},
		"what about the chapel, who drove into it?":          {"chapel", "who drove into it?", false, false},
		"ok and how about the chapel - who hit it":           {"chapel", "who hit it", false, false},
		"and what about the chapel? who hit it":              {"chapel", "who hit it", false, false},
		"going back to the chapel, what did the judge say":   {"chapel", "what did the judge say", true, false},
		"and sudan, what was agreed":                         {"sudan", "what was agreed", false, true},
		"ok and the port in Guysville, why did it close":     {"port in Guysville", "why did the port in Guysville close", false, false},
		"ok different one, the pharmacy hack. is it over?":   {"pharmacy hack", "is the pharmacy hack over?", true, false},
		"can we do the bridge. who pays for it":              {"bridge", "who pays for it", true, false},
	} {
		if to, ok := Announced(text); !ok || to != want {
			t.Errorf("%q: %+v", text, to)
		}
	}
	for _, text := range []string{"is the mayor, who was elected, ill", "what did the mayor say, is he ok", "he left the bank, why did he go", "the man in the green hat by the door, who is he"} {
		if to, ok := Announced(text); ok {
			t.Errorf("%q announces %+v", text, to)
		}
	}
	if called := OneAbout("let's do the parking one"); called != "parking" {
		t.Errorf("%q is called", called)
	}
	if called := OneAbout("let's do the very long list of things that nobody knows"); called != "" {
		t.Errorf("%q is called", called)
	}
}

func TestWhatSomethingIsAboutIsAskedOfAllOfIt(t *testing.T) {
	for text, want := range map[string]To{
		"thx. whats the cooking show one about": {Thing: "cooking show", Express: true},
		"and what is the strike about?":         {Thing: "strike"},
	} {
		if to, ok := About(text); !ok || to != want {
			t.Errorf("%q: %+v", text, to)
		}
	}
	for _, text := range []string{"what is it about", "what is the mayor angry about the strike", "who is the film about", "what is the report that he wrote last year about", ""} {
		if to, ok := About(text); ok {
			t.Errorf("%q: %+v", text, to)
		}
	}
}

func TestWhatAMessageAsksToBeToldOf(t *testing.T) {
	for text, want := range map[string]string{
		"brief me on the ferry": "ferry", "can you please brief me on the harbour strike?": "harbour strike", "Tell me about Skarvik": "Skarvik", "tell me more about library hours": "library hours",
		"no i meant the ferry": "ferry", "brief me on the bridge please": "bridge", "No, I meant the ferry one.": "ferry", "no sorry, i meant the ferry": "ferry", "not that one, I mean the ferry": "ferry",
	} {
		if thing, ok := told(text); !ok || thing != want {
			t.Errorf("%q asks for %q", text, thing)
		}
	}
	for _, text := range []string{
		"tell me about", "tell me about it please", "what about the parking fees?", "the octopus", "tell me about what he said", "tell me about the very long list of things", "ferry", "did the ferry return", "the ferry that sank who was aboard", "what about it", "and you?", "",
	} {
		if thing, ok := told(text); ok {
			t.Errorf("%q asks for %q", text, thing)
		}
	}
}
