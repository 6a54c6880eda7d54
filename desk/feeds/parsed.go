package feeds

// maxParsed bounds the texts of the articles that are remembered as they were structured, in bytes.
const maxParsed = 1 << 20

// sheet is all that the structure of an item's text depends on. By it articles are remembered: all servers that follow a feed tell of the same ones,
// often within the same second. Nobody may change these articles.
type sheet struct {
	id, text, title, link, site, picture, published string

	members, teaser bool
}
