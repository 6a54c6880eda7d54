package digests

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/desk/filter"
	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// words are what may be in a string: what stands for itself in JSON, what does not, and what is no text at all.
var words = []string{"1191667197542400002", "07:30 mon-fri Europe/Paris", "", `"`, `a\b`, "a<b", "a>b", "a&b", "\x01", "Ärger\u2028", "\xff", "}", `","next":"`, "null"}

// wanted is a filter.
var wanted, _ = filter.Read("ferry")

// filled fills in some of the fields of a value at random.
func filled(r *rand.Rand, v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		at := time.Unix(r.Int64N(1<<32), r.Int64N(3)*500_000_000).In([]*time.Location{time.UTC, time.FixedZone("", 3600)}[r.IntN(2)])
		v.Set(reflect.ValueOf(at))
		return
	case *problem.Problem:
		v.Set(reflect.ValueOf(problem.New("desk.said", "text", words[r.IntN(len(words))])))
		return
	case filter.Filter:
		v.Set(reflect.ValueOf(wanted))
		return
	case json.RawMessage:
		v.SetBytes([]byte(`[1]`))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if r.IntN(2) == 0 {
				filled(r, v.Field(i))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(4), 4))
		for i := range v.Len() {
			filled(r, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for i := range r.IntN(4) {
			one := reflect.New(v.Type().Elem()).Elem()
			filled(r, one)
			v.SetMapIndex(reflect.ValueOf(words[r.IntN(len(words)-4)]+fmt.Sprint(i)), one)
		}
	case reflect.String:
		v.SetString(words[r.IntN(len(words))])
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(r.Int64N(1<<40) - 1<<39)
	}
}

// TestRecordsAreWrittenAsJSON: what writes itself field by field writes what encoding/json does, with every field; and what reads
// itself reads what encoding/json does.
func TestRecordsAreWrittenAsJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	read := map[string]int{}
	for range 3000 {
		g, e, l := Digest{}, Entry{}, postedList{}
		for _, v := range []any{&g, &e, &l} {
			filled(r, reflect.ValueOf(v).Elem())
		}
		for _, one := range []struct {
			large record.Large
			plain any
			into  record.Parser
		}{{g, g, &Digest{}}, {line(e), e, nil}, {l, []Posted(l), &postedList{}}} {
			want, err := json.Marshal(one.plain)
			if err != nil {
				t.Fatal(err)
			}
			got, err := one.large.AppendJSON([]byte("before"))
			if string(got) != "before"+string(want) || err != nil {
				t.Fatalf("%T is written as\n%s\nand not as\n%s\n%v", one.large, got, want, err)
			}
			if one.into == nil || !one.into.ParseJSON(want) {
				continue
			}
			read[fmt.Sprintf("%T", one.large)]++
			plain := reflect.New(reflect.TypeOf(one.large))
			if err := json.Unmarshal(want, plain.Interface()); err != nil {
				t.Fatal(err)
			}
			if got := reflect.ValueOf(one.into).Elem().Interface(); !reflect.DeepEqual(got, plain.Elem().Interface()) {
				t.Fatalf("%s is read as %+v", want, got)
			}
		}
	}
	if len(read) != 2 {
		t.Errorf("%v were read", read)
	}
}

// TestADigestThatRunsIsReadFieldByField, whatever else it does, and other JSON is left alone.
func TestADigestThatRunsIsReadFieldByField(t *testing.T) {
	at := time.Date(2026, 3, 1, 7, 30, 0, 0, time.UTC)
	g := Digest{
		ID: "1", Channel: "2", Kind: Forum, Publish: true, Timetable: "07:30 mon-fri Europe/Paris", By: "3", Set: at, Next: at.Add(time.Millisecond), Spread: time.Second,
		Quiet: true, Role: "4", Sections: []string{"summary"}, Done: at, Seen: []string{"a", "b"}, Sources: []string{"c"}, Told: map[string]int64{"c": -7, "d": 8},
		AsItComes: true, PerHour: 3, Posts: []time.Time{at, at}, Woken: at, Latest: "2/5", Shown: map[string]time.Time{"a": at},
	}
	posted := postedList{{Slot: at, At: at, Kind: Announcement, Channel: "2", Message: "5"}, {Slot: at.Add(1), At: at}}
	for _, v := range []struct {
		written record.Large
		fresh   func() record.Parser
	}{{g, func() record.Parser { return new(Digest) }}, {posted, func() record.Parser { return new(postedList) }}} {
		data, err := v.written.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		into := v.fresh()
		if !into.ParseJSON(data) || !reflect.DeepEqual(reflect.ValueOf(into).Elem().Interface(), reflect.ValueOf(v.written).Interface()) {
			t.Errorf("%s is read as %+v", data, into)
		}
		for _, other := range []string{"", "null", "[]", "{}", " " + string(data), string(data) + " ", string(data[:len(data)-1]), strings.Replace(string(data), `"channel":"2"`, `"channel":null`, 1),
			strings.Replace(string(data), `"channel":"2"`, `"Channel":"2"`, 1), strings.Replace(string(data), "2026", "2O26", 1), strings.Replace(string(data), `"channel"`, `"more":1,"channel"`, 1), strings.Replace(string(data), `"per_hour":3`, `"per_hour":03`, 1)} {
			if other == string(data) {
				continue
			}
			if into := v.fresh(); into.ParseJSON([]byte(other)) && other != "{}" || !reflect.ValueOf(into).Elem().IsZero() {
				t.Errorf("%s is read as %+v", other, into)
			}
		}
	}
}

// TestADigestThatIsPausedIsRead by encoding/json, as is one with a filter or odd words.
func TestADigestThatIsPausedIsRead(t *testing.T) {
	if wanted.IsZero() {
		t.Fatal("there is no filter")
	}
	for _, g := range []Digest{{Paused: problem.New("desk.said", "text", "no")}, {Filter: wanted}, {Timetable: "<"}, {Role: "é"}} {
		b, err := kinds.Encode(KindDigests, "k", g)
		if err != nil {
			t.Fatal(err)
		}
		var got Digest
		if err := kinds.Decode(KindDigests, store.Entry{Key: "k", Value: b}, &got); err != nil || !reflect.DeepEqual(got, g) {
			t.Errorf("%s is read as %+v, %v", b, got, err)
		}
	}
}
