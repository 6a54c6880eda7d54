package sight

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A table of results or prices is read by its rows: a cell alone says nothing. Pages are also laid out in tables, in which each cell
// is a part of the page.

const (
	mostTables  = 200 // of a page that are looked at
	longestCell = 120 // bytes
	fewestRows  = 3
)

// Rows makes each row of a table with data one line.
func Rows(doc *html.Node) {
	var tables []*html.Node
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Table && len(tables) < mostTables {
			tables = append(tables, n)
		}
	}
	for _, table := range tables {
		for _, cell := range cellsOf(table) {
			for _, d := range append(slices.Collect(cell.Descendants()), cell) {
				if IsBlock(d) {
					d.Data, d.DataAtom = "span", atom.Span
					d.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, d.FirstChild)
				}
			}
		}
	}
}

// cellsOf returns the cells of a table with data, nil for any other: its rows have as many cells as each other, and no cell holds
// several lines or much text.
func cellsOf(table *html.Node) (cells []*html.Node) {
	rows, wide, cell := 0, 0, 0
	for d := range table.Descendants() {
		switch d.DataAtom {
		case atom.Tr:
			if rows > 0 && (cell < 2 || wide > 0 && cell != wide) {
				return nil
			}
			rows, wide, cell = rows+1, cell, 0
		case atom.Td, atom.Th:
			if Has(d, "colspan") || Has(d, "rowspan") || isLong(d) {
				return nil
			}
			cells, cell = append(cells, d), cell+1
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Ul, atom.Ol, atom.Br, atom.Form:
			return nil
		}
	}
	if rows < fewestRows || cell != wide || cell < 2 {
		return nil
	}
	return cells
}

// isLong reports whether a cell has much text.
func isLong(cell *html.Node) bool {
	bytes := 0
	for d := range cell.Descendants() {
		if d.Type == html.TextNode {
			bytes += len(strings.TrimSpace(d.Data))
		}
		if bytes > longestCell {
			return true
		}
	}
	return false
}
