package briefing_test

import (
	"slices"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

const matchReport = `Harbour 2–0 Quarry

First Division, results of Sunday

Team	P	W	D	L	Pts
Harbour	9	7	1	1	22
Quarry	9	6	0	3	18
Mill Lane	9	1	2	6	5

Scorers: Ode 31, Lindqvist 80 (pen). Sent off: Marsh 77.

Jorge Ode scored his ninth goal of the season as Harbour beat Quarry on a wet pitch on Sunday. “We should have had five,” said their coach, Anna Brill.

In 2019, 2020 and 2021 they lost 12 of 15 games at this ground, and the club was nearly sold.`

// TestWordsWithoutSpacesAreNoTable, however many numbers stand among them; a row of such a table is one.
func TestWordsWithoutSpacesAreNoTable(t *testing.T) {
	for text, want := range map[string]briefing.ParagraphKind{
		"港の橋が閉鎖\n\n市議会は4月1日から古い橋を閉鎖すると発表した。工事には12億円かかる。橋は1932年に造られた。":                                                        briefing.Body,
		"旧桥关闭\n\n市议会宣布4月1日起关闭旧桥。工程将耗资12亿元。该桥建于1932年。":                                                                        briefing.Body,
		"ปิดสะพานเก่า\n\nสภาเมืองประกาศปิดสะพานเก่าตั้งแต่วันที่ 1 เมษายน งานนี้จะใช้เงิน 12 ล้านบาท สะพานสร้างเมื่อปี 1932": briefing.Body,
		"试合结果\n\n1 东京 12 2 大阪 9 3 京都 7": briefing.Caption,
	} {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Paragraphs[len(a.Paragraphs)-1].Kind; got != want {
			t.Errorf("%q is a %s", text, got)
		}
	}
}

// TestATableIsAList: its rows tell no story, whatever full stops and capitals they have.
func TestATableIsAList(t *testing.T) {
	a, err := briefing.Parse(matchReport, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Harbour 2–0 Quarry" || a.TitleSource != briefing.TitlePublished {
		t.Errorf("the title is %q (%s)", a.Title, a.TitleSource)
	}
	var names, rows []string
	for _, p := range a.People {
		names = append(names, p.Name)
	}
	if want := []string{"Jorge Ode", "Anna Brill"}; !slices.Equal(names, want) {
		t.Errorf("the people are %q", names)
	}
	for i, s := range a.Sentences {
		if a.Paragraphs[s.Paragraph].Kind != briefing.Caption {
			continue
		}
		rows = append(rows, a.SentenceText(i))
		if slices.Contains(a.Summary, i) || slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool { return f.Sentence == i }) {
			t.Errorf("%q is told", a.SentenceText(i))
		}
	}
	if len(rows) != 5 || rows[4] != "Scorers: Ode 31, Lindqvist 80 (pen). Sent off: Marsh 77." {
		t.Errorf("the rows are %q", rows)
	}
	if !slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool {
		return f.Of(a.Text) == "12 of 15 games" || f.Value != nil && *f.Value == 12
	}) {
		t.Error("a sentence of numbers was taken for a row")
	}
}

func TestAScoreIsAskedFor(t *testing.T) {
	a, err := briefing.Parse(matchReport, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"What was the score?", "What was the final score?", "What was the score between Harbour and Quarry?"} {
		if got := answer.From(a, question); len(got.Sentences) == 0 || got.Sentences[0].Text != "Harbour 2–0 Quarry" {
			t.Errorf("%s %+v", question, got)
		}
	}
	none, err := briefing.Parse("Harbour beat Quarry on Sunday. In 2019–2020 the clubs did not meet, and Ode, 31, was ill.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.From(none, "What was the score?"); got.Answered {
		t.Errorf("got %+v", got)
	}
}
