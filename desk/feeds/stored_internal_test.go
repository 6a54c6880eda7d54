package feeds

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"lede/desk/record"
	"lede/problem"
)

// stored is an item and a feed with every field, and all kinds of text in them.
func stored() (Item, entry) {
	at := time.Date(2026, 3, 1, 7, 30, 0, 500_000_000, time.UTC)
	there := at.In(time.FixedZone("", 3600))
	i := Item{
		Ref: "ab12", Seq: 1_700_000_001, Title: `Ärger “um” the "old" bridge\` + "\u2028\xff", Link: "https://herald.example/?a=1&b=<2>", Site: "Die Zeitung \xff", TitleMade: true,
		Published: &there, Seen: at, Text: PageText, Members: true, Picture: "https://herald.example/\x01.png", Bytes: 1 << 40, Old: true, Pruned: -3, Edited: &at,
		Wanted: true, Again: true, Lines: []byte{0, 255, 7}, Main: "m", Hash: "h", Print: 1<<64 - 1,
	}
	why := problem.New("desk.said", "text", "no")
	e := entry{
		Address: "https://herald.example/feed", Title: "Žurnál\u2028", Link: "https://herald.example/", ETag: `W/"1"`, LastModified: "Sun, 01 Mar 2026 07:30:00 GMT", From: "f", Body: "\u2029",
		Newest: 9, First: 8, Seeded: true, LastNew: at, Pace: time.Hour, Every: time.Minute, Fails: 3, Since: at, Trouble: why, Told: true, Paused: why, Partly: true,
		Moving: &moving{To: "https://news.example/feed", Since: at, Ours: true}, Formerly: []string{"x", "ÿ"}, TooMany: 4,
		visits: visits{Tried: at, Read: at, Same: there, Requests: 5, NotModified: 6, Bytes: 7},
		AtOnce: true, Notices: []Notice{{N: 1, What: why, At: at, Recovered: true}}, Heard: 2,
	}
	return i, e
}

// without returns a copy of a value for each field, in which that field is empty.
func without[T any](v T) (list []T) {
	for n := range reflect.TypeFor[T]().NumField() {
		one := v
		if f := reflect.ValueOf(&one).Elem().Field(n); f.CanSet() {
			f.SetZero()
		}
		list = append(list, one)
	}
	return list
}

// TestRecordsAreWrittenAsJSON: what writes and reads itself field by field does so as encoding/json would, with every field and without
// any one of them.
func TestRecordsAreWrittenAsJSON(t *testing.T) {
	item, feed := stored()
	item.Feed = ""
	calm := feed
	calm.Trouble, calm.Paused, calm.Moving, calm.Notices = nil, nil, nil, nil
	read := 0
	for _, l := range []itemList{nil, {}, {item}, without(item), {{}, item, {}}} {
		read += asJSON(t, l, []Item(l), new(itemList))
	}
	type plain entry // does not write itself
	for _, e := range append(append(without(feed), without(calm)...), feed, calm, entry{}) {
		read += asJSON(t, e, plain(e), new(entry))
	}
	if want := 3 + reflect.TypeFor[entry]().NumField() + 2; read != want {
		t.Errorf("%d were read field by field, not %d", read, want)
	}
	for n := range reflect.TypeFor[Item]().NumField() {
		if f := reflect.TypeFor[Item]().Field(n); f.Name != "Feed" && reflect.ValueOf(item).Field(n).IsZero() {
			t.Errorf("the item has no %s to write", f.Name)
		}
	}
	for n := range reflect.TypeFor[entry]().NumField() {
		if reflect.ValueOf(feed).Field(n).IsZero() {
			t.Errorf("the feed has no %s to write", reflect.TypeFor[entry]().Field(n).Name)
		}
	}
}

// asJSON compares a value with what encoding/json makes of the same; read is 1 if it was read field by field.
func asJSON(t *testing.T, v record.Large, plain any, into record.Parser) (read int) {
	t.Helper()
	want, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.AppendJSON([]byte("before")); string(got) != "before"+string(want) || err != nil {
		t.Fatalf("it is written as\n%s\nand not as\n%s\n%v", got, want, err)
	}
	for _, other := range []string{"", " " + string(want), string(want) + " ", string(want[:len(want)-1])} {
		if into.ParseJSON([]byte(other)) || !reflect.ValueOf(into).Elem().IsZero() {
			t.Fatalf("%q is read", other)
		}
	}
	if !into.ParseJSON(want) {
		return 0
	}
	back := reflect.New(reflect.TypeOf(plain))
	if err := json.Unmarshal(want, back.Interface()); err != nil {
		t.Fatal(err)
	}
	if got := reflect.ValueOf(into).Elem().Convert(back.Elem().Type()).Interface(); !reflect.DeepEqual(got, back.Elem().Interface()) {
		t.Fatalf("%s is read as %+v", want, got)
	}
	return 1
}
