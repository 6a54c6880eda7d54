package answer_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// Reports of an event, each with what people ask of it who name nothing.
const (
	match = `Wexcombe Town reached the county cup final for the first time since 1987 with a 2-1 win over Alder Vale at Mill Lane on Saturday.

Substitute David Okoro headed the winner in the 89th minute in front of a crowd of 1,904. Vale captain Joe Harte was sent off.

Wexcombe will play Northgate Rovers in the final at Carrow Park on 9 May. Goalkeeper Luca Brandt injured a shoulder and is doubtful.`
	obituary = `The folk singer Merle Hanlon, whose song “Slate and Rain” sold two million copies, has died aged 84. She died on Monday, her daughter Sian said.

She married the sculptor Ivor Price in 1968. She leaves two daughters and five grandchildren. A service will be held on 14 June.`
	results = `Tarnbrook Foods said on Thursday that annual profit fell 18% to £41.2m after cocoa prices hit a record high.

Shares fell 9% to 214p in early trading. The company will cut 260 jobs at its Barnsley plant by March. “These are hard choices,” said chief executive Helen Marsh, who took over from Rupert Dale in January.

The dividend was held at 6.5p. The firm said it expected cocoa costs to ease in the second half.`
	houseFire = `A family of five lost their home and two dogs when fire tore through a terraced house in Mill Lane, Harborough, in the early hours of Sunday.

Crews from three stations were called at 2.15am by a neighbour who saw flames coming from the kitchen window. Karen Oduya, 41, and her four children climbed out on to a porch roof and were brought down by ladder.

Two of them were treated for smoke inhalation at Kettleby General.

Station manager Dev Patel said the fire was thought to have begun in a tumble dryer that had been left running overnight. “Please do not leave appliances on when you go to bed,” he said.

The house will have to be demolished. A fund set up by neighbours had raised £6,200 by Monday evening.`
	coach = `Two people were killed and nineteen injured when a coach carrying pensioners to the coast left the A17 near Sleaford and rolled into a ditch.

Four of the injured were flown to a hospital in Nottingham. The crash happened at about 9.40am on Tuesday, close to the junction with Holdingham Road.

Police said that the cause of the crash was not yet known. A lorry is believed to have braked sharply in front of the coach, and its driver, a man of 33 from Grantham, has been arrested on suspicion of causing death by dangerous driving.

The road was closed until 8pm. An inquest will be opened on Friday.`
	thefts = `A nurse who stole £38,000 from dying patients to pay for holidays has been sent to prison for three years and four months.

Paula Vance, 44, took bank cards from 11 patients while she worked nights at Brackenhill Hospice between 2021 and 2023, Leeds Crown Court heard on Thursday.

She was caught when the daughter of one patient noticed that money had been withdrawn on the day her father died.

Vance admitted 11 counts of theft. She has been struck off the nursing register.`
	storm = `GALWAY, Ireland — More than 60,000 homes had no electricity on Monday after a storm swept in from the Atlantic with gusts of up to 143 kilometres an hour.

Schools stayed shut and ferries were cancelled. The grid operator said most customers would be reconnected by Wednesday night.

Insurers put the damage at between 90 million and 120 million euros. The army will help to clear roads.`
	council = `Councillors in Ravensby have approved plans to turn the empty Albion Mill into 96 flats, despite more than 400 objections.

The planning committee voted 7-4 in favour after a meeting of almost five hours on Wednesday night. Work is due to begin in March.

Neighbours had complained that the plan provides only 40 parking spaces.`
)

// TestWhatIsAskedOfTheEvent without naming it is told where reports tell such things, and refused where they do not.
func TestWhatIsAskedOfTheEvent(t *testing.T) {
	for _, c := range []struct{ text, questions, want string }{
		{houseFire, "where did it happen?|where was this|where was the fire?", "Mill Lane"},
		{houseFire, "when did it happen|what time did it happen?|when was this?", "2.15am"},
		{houseFire, "how did it start?|what caused it|why did it happen?|what caused the fire?|how did the blaze start", "tumble dryer"},
		{houseFire, "who did it?|where was the flood?|is it safe?|who voted against it", ""},
		{coach, "where did it happen|where was the crash?", "Holdingham Road"},
		{coach, "when did it happen?|what time was the crash", "9.40am"},
		{coach, "what caused it?|why did it happen|what caused the accident?", "braked sharply"},
		{coach, "who did it?|who is to blame", "arrested"},
		{coach, "what did they steal?|where was the fire?", ""},
		{thefts, "how did they find out?|how was she caught|how did she get caught?", "noticed that money"},
		{thefts, "what did she do?|what was she accused of|what is she charged with", "11 counts"},
		{thefts, "why did she do it?|what was her motive", "to pay for holidays"},
		{thefts, "how much did she take?|how much money was stolen", "£38,000"},
		{thefts, "where did it happen?", "Brackenhill Hospice"},
		{thefts, "was anyone hurt?|what caused it?|what was the vote?", ""},
		{storm, "where did it happen?|when was this?|how many people lost power", "60,000 homes"},
		{storm, "was anyone hurt?|how many people were injured?|who did it?|was it arson", ""},
		{council, "what was the vote?|how did they vote", "7-4"},
		{council, "what did they decide?", "approved plans"},
		{council, "when does it start?", "in March"},
		{council, "why did it happen?|who did it|is it safe?", ""},
		{"A flat burned out in Reedham on Sunday. Nobody was hurt. Investigators believe that an iron was left switched on.", "how did it start?|what caused it", "an iron"},
		{"A skull was found on the beach at Sallow Bay on Friday. Nobody knows how old it is. The skull is now at the museum in Arle.", "where is it now?", "museum in Arle"},
		{match, "whens the next game?|who do they play next", "Northgate Rovers"},
		{match, "any injury news?|who got injured", "doubtful"},
		{match, "who was man of the match?|what weapon did he use|is it free?", ""},
		{results, "whats the outlook?|what do they expect next year", "second half"},
		{results, "how did investors react?|what did the shares do", "214p"},
		{results, "who was the boss before?|who did she take over from", "Rupert Dale"},
		{results, "was he married?|how did he plead|who lost?", ""},
		{obituary, "was she married?", "Ivor Price"},
		{obituary, "did she have kids|who does she leave?", "two daughters"},
		{houseFire, "was he married?|did he have kids", ""}, // she has four
	} {
		eachAnswers(t, c.text, c.questions, c.want)
	}
}

// eachAnswers asks an article some questions that one sentence answers first, by part of it; none if that is empty.
func eachAnswers(t *testing.T, text, questions, want string) {
	t.Helper()
	a := parsed(t, text)
	for question := range strings.SplitSeq(questions, "|") {
		found := answer.From(a, question)
		switch {
		case want == "" && found.Answered:
			t.Errorf("%q is answered by %q", question, found.Sentences[0].Text)
		case want != "" && (!found.Answered || !strings.Contains(found.Sentences[0].Text, want)):
			t.Errorf("%q: want %q, got %v, nearest %v", question, want, found.Sentences, found.Nearest)
		}
	}
}

// TestHowItHappenedIsTheWholeStory where no cause is told, and why it did is then refused.
func TestHowItHappenedIsTheWholeStory(t *testing.T) {
	a := parsed(t, council)
	if found := answer.From(a, "how did it happen?"); !found.Answered || len(found.Sentences) < 2 || found.Kind != briefing.Topic {
		t.Errorf("%+v", found)
	}
}
