"""What the lessons derive beyond the equations of one network, a topic a file, each with its witnesses."""
