Rem Each line of the file "jobs": a workbook, where to tell of it, and what to do to its first sheet before that, if anything.
Sub Run(folder)
  On Error Goto Failed
  Dim job, text
  job = FreeFile
  Open folder & "/jobs" For Input As #job
  Do While Not Eof(job)
    Line Input #job, text
    If text <> "" Then Work(folder, Split(text, " "))
  Loop
  Close #job
  Exit Sub
Failed:
  job = FreeFile
  Open folder & "/failed" For Output As #job
  Print #job, Error(Err) & " in line " & Erl
  Close #job
End Sub

Sub Work(folder, words)
  Dim doc, area
  Dim args(0) As New com.sun.star.beans.PropertyValue
  args(0).Name = "Hidden"
  args(0).Value = True
  doc = StarDesktop.loadComponentFromURL("file://" & folder & "/" & words(0), "_blank", 0, args())
  If UBound(words) > 1 Then
    If words(3) = "rows" Then area = doc.Sheets.getByIndex(0).Rows Else area = doc.Sheets.getByIndex(0).Columns
    If words(2) = "insert" Then area.insertByIndex(CLng(words(4)), CLng(words(5))) Else area.removeByIndex(CLng(words(4)), CLng(words(5)))
  End If
  Tell(doc, folder & "/" & words(1))
  doc.close(True)
End Sub

Sub Tell(doc, path)
  Dim out, i, r, c, sheet, cursor, formulas
  out = FreeFile
  Open path For Output As #out
  doc.calculateAll()
  For i = 0 To doc.Sheets.Count - 1
    sheet = doc.Sheets.getByIndex(i)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    formulas = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow).getFormulaArray()
    For r = 0 To UBound(formulas)
      For c = 0 To UBound(formulas(r))
        If formulas(r)(c) <> "" Then Print #out, sheet.Name & "!" & r & ":" & c & " " & formulas(r)(c) & " is " & sheet.getCellByPosition(c, r).String
      Next c
    Next r
    TellNames(sheet.NamedRanges, out)
  Next i
  TellNames(doc.NamedRanges, out)
  Close #out
End Sub

Sub TellNames(names, out)
  Dim i
  For i = 0 To names.Count - 1
    Print #out, names.getByIndex(i).Name & " " & names.getByIndex(i).Content
  Next i
End Sub
