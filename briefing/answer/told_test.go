package answer_test

import "testing"

// TestWhatReportsTellInTheirOwnWay is found by how courts, match reports, business pages and reports of studies tell it.
func TestWhatReportsTellInTheirOwnWay(t *testing.T) {
	const (
		tug = `PORT WEXLEY: A tug with five crew sank within minutes off Wexley on Monday after it ran into a lost container.

All five were brought ashore by a pilot launch. “I have been at this for nineteen years and have never seen water come in so quick,” skipper Mara Oyel said.

A ship had reported losing eleven containers in heavy seas on Saturday.

About 3,000 litres of diesel leaked out. Minister Jan Cadd praised the crew of the launch. “Five families are whole tonight because of them,” he said.

Investigators are on their way. A preliminary report is due in eight weeks.`
		court = `A former treasurer has been cleared of stealing €46,000 that was raised for school trips.

Bernadette Hurl (52), of Castle Road, wept as the verdict was read out on Wednesday. Her neighbour Tom Pell, who had waited outside since eight, cheered.

Judge Mal Dowd thanked the jury. “I lost my job over this,” Ms Hurl said.`
		game = `Substitute Ada Odera scored twice in the last six minutes as Nakra Queens came from behind to beat champions Stars 3-2 at Afra Stadium on Saturday.

Stars had looked comfortable after goals from captain Salma Hass and Efua Mens. But the champions, who had not lost away since May, were down to ten players when goalkeeper Rose Nduta was sent off for handling outside her area.

“I only came on because of a sore knee,” said Odera. Coach Jack Juma called it the best night of her career.

Luc Verha, who coaches Stars, said the red card was a joke. “The ball hit her chest,” he said.

The result, in front of 4,200 people, lifts Queens to third, four points behind Stars with five matches to play.`
		deal = `Drone company Parcelwing has raised $31m to fly blood to clinics in four more states, it said on Monday.

The round was led by the fund Peak. It values the five-year-old company at about $190 million, according to people who know the deal.

Parcelwing lost $6.8 million last year. Its drones fly from bases in Kadra and Enu.`
		bats = `Fruit bats find their way by the stars, according to researchers who tested them under a dome in the Negra desert.

When the sky was turned, 37 of the animals changed course. Scientists had assumed that they relied on smell.

The findings, published on Thursday in the journal Compass, may explain why bats get lost over cities. Colin Whit, a bat expert at the University of Leeds who was not involved, called the work beautiful.`
		homes = `Thorn Council voted on Tuesday to shut three of its five care homes.

Liz Amos, whose mother lives in one of them, said that the council could sell the town hall instead.`
		hack = `Hackers have copied the names and test results of 2.3 million patients of the laboratory chain Corva.

The clinics have told 2.3 million patients that their files were read. Commissioner Dev Anan said the chain took five weeks to tell him.

Corva refused to pay a ransom of $12 million. It urged patients to be wary of strange calls.`
		gale = `A storm has left 200,000 homes in Wexford still without power on Friday evening. A boy of nine died when a roof hit the caravan of his parents, who are 40 and 38.

A man was killed when a tree fell on his car, and two fishermen were found dead near Stan.

The grid said that some customers would be without electricity until Tuesday.`
		walkout = `Drivers and guards of Northmark Rail will strike for four days in December, their union said on Thursday.

Its members voted 83 per cent in favour. The managing director, Pra Lal, said that the strike was a pity. Tickets could be refunded, he said.`
		shooting = `VISA FALLS, Calif. — A sheriff's deputy was shot twice during a traffic stop around 10:20 p.m. on Sunday.

His body armor stopped a third round, Sheriff Dale Hunt said. The driver, a woman of 29, stayed with him.`
		actor = `Rosa Acht, who played the landlady Mrs Tupp in 142 episodes of “Rooms to Let”, has died at her home in Deal. She was 88.

She left school at 15 to work in a button factory and won a place at drama school. The series was watched at its height by 19 million people.

She married the cameraman Hugh Bex in 1962. “She knew her lines,” said Len Hark. Acht gave up acting in 2016.`
	)
	for _, c := range []struct{ text, questions, want string }{
		{tug, "why did it sink", "ran into"},
		{tug, "when is the report due|when is the report expected", "eight weeks"},
		{court, "how old is she|how old is bernadette hurl|where does she live|where does hurl live", "Castle Road"},
		{game, "where was the match|where was the game", "Afra Stadium"},
		{game, "how many people were there|how many fans were there", "4,200"},
		{game, "where do queens stand in the table|where does that leave them", "third"},
		{deal, "how much is it worth|what is the company worth", "$190 million"},
		{deal, "how far can the drones fly", ""},
		{bats, "where was the study done", "Negra"},
		{bats, "where was it published", "Compass"},
		{bats, "what did people think before", "assumed"},
		{homes, "has the town hall been sold|did they sell the town hall", ""},
		{hack, "what was stolen", "copied"},
		{hack, "how much did the hackers want", "$12 million"},
		{hack, "did they pay the ransom", "refused"},
		{hack, "what should patients do", "wary"},
		{gale, "when will the power be back", "Tuesday"},
		{gale, "how old was the boy", "boy of nine"},
		{gale, "are the fishermen part of the deal?", ""},
		{walkout, "who is going on strike|who is striking", "Drivers and guards"},
		{walkout, "how many voted for it", "83 per cent"},
		{walkout, "can i get my money back|will i get a refund", "refunded"},
		{shooting, "who got shot|who was shot|how many times was he shot", "shot twice"},
		{shooting, "who was driving", "The driver"},
		{actor, "what was she famous for", "who played"},
		{actor, "who was her husband", "Hugh Bex"},
		{actor, "when did she retire|when did she stop acting", "2016"},
		{actor, "how did she get into acting", "drama school"},
		{actor, "what did she do before acting", "button factory"},
		{actor, "where did she live", "Deal"},
		{actor, "how many people watched the show", "19 million"},
	} {
		eachAnswers(t, c.text, c.questions, c.want)
	}
}
