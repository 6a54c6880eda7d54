package story

import (
	"math"
	"testing"
	"time"
)

var monday = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)

// TestPlacesDoNotMakeOneEventOfTwoKinds: a relay and a landslip share two towns, and two reports of the landslip what happened.
func TestPlacesDoNotMakeOneEventOfTwoKinds(t *testing.T) {
	slip := printAt(t, "Landslip at Dunholm Head buries the railway", `A landslip at Dunholm Head buried the railway between Varnmouth and Port Quill on Monday. Forty people
had to leave their homes. The mud lies four metres high, the fire brigade said.`, monday)
	again := printAt(t, "Mud covers line near Varnmouth", `A landslide has cut the railway between Varnmouth and Port Quill. Mud from Dunholm Head covers the track for 60 metres. Nobody was
hurt, the fire brigade said.`, monday.Add(2*time.Hour))
	relay := printAt(t, "Varnmouth swimmers win the relay", `The women of Varnmouth won the title in the relay on Monday, ahead of Port Quill. They trained at six in the morning in
Dunholm, since their own pool was being repaired.`, monday.Add(3*time.Hour))
	w := Learned()
	if chance := w.chance(&slip, &relay, nil); chance != 0 {
		t.Errorf("the chance of a landslip and a relay is %.3f", chance)
	}
	if chance := w.chance(&slip, &again, nil); chance < 0.5 {
		t.Errorf("the chance of two reports of a landslip is %.3f", chance)
	}
	if signs := compare(&slip, &again); signs[KindShared] != 1 || signs[KindsApart] != 0 {
		t.Errorf("one kind: shared %v, apart %v", signs[KindShared], signs[KindsApart])
	}
	nothing := print{}
	if signs := compare(&slip, &nothing); signs[KindShared] != 0 || signs[KindsApart] != 0 {
		t.Errorf("one side tells of no kind: shared %v, apart %v", signs[KindShared], signs[KindsApart])
	}
}

// TestANameOrACopyOutweighsTheKind: what befalls one person within days may be told as two kinds.
func TestANameOrACopyOutweighsTheKind(t *testing.T) {
	for what, s := range map[string]Signs{"a name": {KindsApart: 1, NamesRare: 0.7}, "a copy": {KindsApart: 1, Copied: 0.9}, "one kind": {KindShared: 1}} {
		if s.unlike() {
			t.Errorf("%s is not enough", what)
		}
	}
	if s := (Signs{KindsApart: 1, PlacesRare: 1.4}); !s.unlike() {
		t.Error("places are enough")
	}
}

// TestPlacesAreCountedByThemselves: by what the article says of them, and what stands before them.
func TestPlacesAreCountedByThemselves(t *testing.T) {
	a := printAt(t, "Ferry Quorndal adrift", "The ferry Quorndal drifted near Zelmouth on Monday with 40 people. Its captain, Ida Vreeland, called for help. A call from Vreeland was heard.", monday)
	b := printAt(t, "Towed home", "A tug brought the Quorndal to the harbour at Zelmouth. Captain Vreeland thanked its crew.", monday.Add(time.Hour))
	signs := compare(&a, &b)
	if places, names := math.Expm1(signs[PlacesRare]), math.Expm1(signs[NamesRare]); math.Round(places) != 1 || math.Round(names) < 2 {
		t.Errorf("%.1f places and %.1f other names", places, names)
	}
}

// TestAScoreIsOfOneMatch: whoever tells it first.
func TestAScoreIsOfOneMatch(t *testing.T) {
	first := printAt(t, "Rovers beat Ashby 3-1", "Two goals by Tom Birk gave Rovers a 3-1 win over Ashby on Monday.", monday)
	again := printAt(t, "Ashby lose at Rovers", "Ashby lost 1–3 at Rovers, where Tom Birk scored two goals.", monday)
	next := printAt(t, "Rovers out of the cup", "Rovers lost 2-0 to Ashby in the cup, and Tom Birk missed a penalty.", monday)
	if same := compare(&first, &again); same[FiguresShared] == 0 || same[FiguresApart] != 0 {
		t.Errorf("one match: shared %.2f, apart %.2f", same[FiguresShared], same[FiguresApart])
	}
	if two := compare(&first, &next); two[FiguresShared] != 0 || two[FiguresApart] == 0 {
		t.Errorf("two matches: shared %.2f, apart %.2f", two[FiguresShared], two[FiguresApart])
	}
}

func TestWhatIsAScore(t *testing.T) {
	for word, want := range map[string]float32{
		"3-1": 3001, "1–3": 3001, "2:0": 2000, "0-0": 0, "13-10": 13010, "13:42": -1, "2026-03-02": -1, "2019-20": -1, "10-year-old": -1, "E22": -1, "3": -1, "-1": -1, "3-+1": -1, "": -1, "-": -1,
	} {
		got, ok := scoreOf(word)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %v %v", word, got, ok)
		}
	}
}

// TestOnlyTheFirstScoresAreKept: a page of results says little of any match.
func TestOnlyTheFirstScoresAreKept(t *testing.T) {
	p := printAt(t, "Results", "Ash 1-0 Birch, Elm 2-1 Oak, Fir 3-2 Yew and Box 4-3 Bay on Monday.", monday)
	if n := len(p.figuresOf()) / 2; n != mostScores {
		t.Errorf("%d figures", n)
	}
}

// TestAHeadlineMayTellOneSideOfAnEvent: another headline may tell of another kind.
func TestAHeadlineMayTellOneSideOfAnEvent(t *testing.T) {
	fire := printAt(t, "Blaze in Varnmouth depot", "Blaze in Varnmouth depot", monday)
	strike := printAt(t, "Walkout at Varnmouth depot", "Walkout at Varnmouth depot", monday)
	signs := compare(&fire, &strike)
	if !signs.unlike() || signs.apart(&fire, &strike) {
		t.Errorf("unlike %v, apart %v", signs.unlike(), signs.apart(&fire, &strike))
	}
}
