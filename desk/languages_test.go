package desk_test

import (
	"strings"
	"testing"

	"lede/desk"
)

func TestALanguageIsRememberedExportedAndForgotten(t *testing.T) {
	d, kv, _ := open(t)
	ctx := t.Context()
	speaks := func(want string) {
		t.Helper()
		if got, err := d.Language(ctx, "ana"); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
		if file, err := d.ExportPerson(ctx, "ana"); err != nil || !strings.Contains(string(file), `"language": "`+want+`"`) {
			t.Errorf("%s, %v", file, err)
		}
	}
	hear := func(language string) {
		t.Helper()
		if err := d.RememberLanguage(ctx, "ana", language); err != nil {
			t.Fatal(err)
		}
	}
	speaks("en")
	hear("en")
	if list, err := kv.List(ctx, "person:ana", "tongue"); err != nil || len(list) != 0 {
		t.Errorf("English is written down: %v, %v", list, err)
	}
	hear("de")
	speaks("de")
	hear("en")
	speaks("en")
	hear("uk")
	if err := d.ErasePerson(ctx, "ana"); err != nil {
		t.Fatal(err)
	}
	speaks("en")
}

func TestAServerReadsInTheLanguageThatItsAdminsChose(t *testing.T) {
	d, _, _ := open(t)
	ctx := t.Context()
	reads := func(want string) {
		t.Helper()
		if got, err := d.GuildLanguage(ctx, "g"); err != nil || got != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	reads("en")
	if err := d.RememberGuildLanguage(ctx, "g", "de"); err != nil {
		t.Fatal(err)
	}
	reads("de")
	if _, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Language = "fr" }); err != nil {
		t.Fatal(err)
	}
	reads("fr")
	if err := d.EraseGuild(ctx, "g"); err != nil {
		t.Fatal(err)
	}
	reads("en")
}
