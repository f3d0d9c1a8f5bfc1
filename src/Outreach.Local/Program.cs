using Outreach.Local.Commands;

return await OutreachCommand.RunAsync(args, Console.Out, Console.Error);
