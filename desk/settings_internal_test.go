package desk

import (
	"encoding/json"
	"reflect"
	"testing"

	"lede/scheduler"
)

// TestSettingsAreReadAsJSON, with every field but quiet hours.
func TestSettingsAreReadAsJSON(t *testing.T) {
	whole := Settings{Zone: "Europe/Paris", Alerts: "1", Private: true, Language: "fr", Colour: 0xff0000}
	for _, s := range []Settings{{}, whole, {Colour: 7}} {
		data, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		got := Settings{Alerts: "before"}
		if !got.ParseJSON(data) || got != s {
			t.Errorf("%s is read as %+v", data, got)
		}
	}
	var err error
	if whole.Quiet, err = scheduler.ParseHours("22-7"); err != nil {
		t.Fatal(err)
	}
	v := reflect.ValueOf(whole)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s is not tried", v.Type().Field(i).Name)
		}
	}
	data, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	var got Settings
	if got.ParseJSON(data) || got != (Settings{}) {
		t.Errorf("%s is read as %+v", data, got)
	}
}
