package languages

import "testing"

func TestPhrasesNameCommandsAsTheLanguageDoes(t *testing.T) {
	phrases := map[string]phrase{
		"command.digest.name":         {other: "überblick"},
		"command.digest.set.name":     {other: "einrichten"},
		"command.article.name":        {other: "artikel"},
		"command.article.description": {other: "Was /article add tut"},
		"option.add.name":             {other: "hinzufügen"},
		"option.zone.name":            {other: "zeitzone"},
		"command.quotes.person.name":  {other: "person-zitiert"},
		"command.server-data.name":    {other: "serverdaten"},
		"option.only-new.name":        {other: "nur-neues"},
		"a":                           {other: "`/digest set` mit `zone`, (/article add), „/digest“; /digest weg, `/digest nie`"},
		"b":                           {other: "`/budget set`, x/digest, https://example.org/digest, `zone: x`, `digest`, `none`, /flood|storm/"},
		"c":                           {other: "`/{name}` und {name}, `person`"},
		"d":                           {other: "`/server-data erase`, /server-data, `only-new`, /digest-like, text/server-data"},
	}
	naming(phrases)
	l := trial("de", phrases)
	for key, want := range map[string]string{
		"a":                           "`/überblick einrichten` mit `zeitzone`, (/artikel hinzufügen), „/überblick“; /überblick weg, `/überblick nie`",
		"b":                           "`/budget set`, x/digest, https://example.org/digest, `zone: x`, `digest`, `none`, /flood|storm/",
		"c":                           "`/überblick` und digest, `person-zitiert`",
		"d":                           "`/serverdaten erase`, /serverdaten, `nur-neues`, /digest-like, text/server-data",
		"command.article.description": "Was /artikel hinzufügen tut",
	} {
		if got := l.Text(key, "name", "digest"); got != want {
			t.Errorf("%s: %s\nwant %s", key, got, want)
		}
	}
	if l.Command("digest") != "überblick" || l.Command("ask") != "ask" || (Language{}).Command("digest") != "digest" {
		t.Error(l.Command("digest"), l.Command("ask"))
	}
}

func TestASentenceBeginsBehindItsOpeningMark(t *testing.T) {
	if got := capital("¿quieres decir «x»?"); got != "¿Quieres decir «x»?" {
		t.Error(got)
	}
	if got := capital("übrig"); got != "Übrig" {
		t.Error(got)
	}
}
